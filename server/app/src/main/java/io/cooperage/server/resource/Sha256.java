package io.cooperage.server.resource;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The address of some content; 64 lower-case hexadecimal digits. */
record Sha256(String hex) {
  static Sha256 of(byte[] content) {
    return ofBytes(digest().digest(content));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static Sha256 ofBytes(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /**
   * @throws ProblemException NOT_FOUND: nothing has such an address
   */
  static Sha256 parse(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND,
          "A resource's content is found under its SHA-256 in 64 lower-case hexadecimal digits.");
    }
    return new Sha256(text);
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
