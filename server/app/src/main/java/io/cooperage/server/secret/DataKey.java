package io.cooperage.server.secret;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the values of one tenant's catalogue or one cluster, each for the place where it stands: at
 * another it does not open. Immutable.
 */
public final class DataKey {
  private static final int BYTES = 32;

  private final KeyScope scope;
  private final SecretKey key;

  DataKey(KeyScope scope, byte[] bytes) {
    this.scope = scope;
    this.key = new SecretKeySpec(bytes, "AES");
  }

  static DataKey random(KeyScope scope) {
    return new DataKey(scope, Aead.random(BYTES));
  }

  public KeyScope scope() {
    return scope;
  }

  byte[] bytes() {
    return key.getEncoded();
  }

  /**
   * @param place where the value stands within the scope, such as {@code
   *     provider/aws/provisioner.api_password}
   */
  public String seal(String place, String plain) {
    byte[] sealed = Aead.seal(key, plain.getBytes(StandardCharsets.UTF_8), associated(place));
    return new SealedText(scope, sealed).toString();
  }

  /**
   * @throws UnreadableSecretException if it was not sealed by this key for this place
   */
  public String open(String place, String sealed) {
    byte[] bytes = SealedText.parse(sealed).bytes();
    return new String(Aead.open(key, bytes, associated(place)), StandardCharsets.UTF_8);
  }

  private String associated(String place) {
    return scope.text() + ":" + place;
  }

  @Override
  public String toString() {
    return "DataKey[" + scope.text() + "]";
  }
}
