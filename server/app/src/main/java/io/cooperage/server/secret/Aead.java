package io.cooperage.server.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a random nonce (NIST SP 800-38D, 8.2.2): nonce, ciphertext and tag in one.
 * {@code associated} is not kept but must be the same to open. Thread-safe.
 */
final class Aead {
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Aead() {}

  static byte[] seal(SecretKey key, byte[] plain, String associated) {
    byte[] nonce = random(NONCE);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain);
      return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot encrypt with AES-256-GCM", e);
    }
  }

  /**
   * @throws UnreadableSecretException if another key, another place, or a change since
   */
  static byte[] open(SecretKey key, byte[] sealed, String associated) {
    if (sealed.length < NONCE + TAG) {
      throw new UnreadableSecretException("A sealed value is too short to be one.");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), associated)
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw new UnreadableSecretException(
          "A sealed value does not open as "
              + associated
              + ": it was changed, moved, or sealed"
              + " under another key.");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot decrypt with AES-256-GCM", e);
    }
  }

  static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
