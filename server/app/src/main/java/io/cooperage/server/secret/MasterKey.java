package io.cooperage.server.secret;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that only the servers have; wraps data keys and nothing else. */
final class MasterKey {
  private static final String CHECK = "cooperage";

  private final String id;
  private final SecretKey key;

  MasterKey(String id, byte[] bytes) {
    this.id = id;
    this.key = new SecretKeySpec(bytes, "AES");
  }

  String id() {
    return id;
  }

  byte[] wrap(DataKey dataKey) {
    return Aead.seal(key, dataKey.bytes(), "key:" + id + ":" + dataKey.scope().text());
  }

  /**
   * @throws UnreadableSecretException if it was not wrapped by this key for this scope
   */
  DataKey unwrap(KeyScope scope, byte[] wrapped) {
    return new DataKey(scope, Aead.open(key, wrapped, "key:" + id + ":" + scope.text()));
  }

  /** A text by which this key knows itself again. */
  byte[] checkValue() {
    return Aead.seal(key, CHECK.getBytes(StandardCharsets.US_ASCII), "check:" + id);
  }

  boolean made(byte[] checkValue) {
    try {
      return Aead.open(key, checkValue, "check:" + id).length == CHECK.length();
    } catch (UnreadableSecretException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
