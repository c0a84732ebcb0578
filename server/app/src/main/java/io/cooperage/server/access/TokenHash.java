package io.cooperage.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets of tokens and their hashes. A secret has 256 random bits, so a plain SHA-256 cannot be
 * searched and needs no salt.
 */
public final class TokenHash {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = "cpg_";

  private TokenHash() {}

  /** A new secret, such as {@code cpg_4fZ…}. */
  public static String newSecret() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  public static byte[] of(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
