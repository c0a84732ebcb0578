package io.cooperage.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line as the database has it, all as text, so that its hash depends on no clock, time zone or
 * JSON library.
 */
record AuditLine(
    String id,
    String at,
    String tenant,
    String user,
    String action,
    String subject,
    String datacenter,
    String requestId,
    String detail,
    Optional<String> before,
    Optional<String> after) {
  static final byte[] BEGINNING = new byte[32];

  /**
   * SHA-256 over the hash of the line before, the place as 8 bytes, and each field as its length in
   * 4 bytes, -1 for none, and its UTF-8; so no two lines, places or pasts have the same input.
   */
  byte[] hash(long position, byte[] previous) {
    MessageDigest digest = sha256();
    digest.update(previous);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    for (Optional<String> field : fields()) {
      byte[] bytes = field.orElse("").getBytes(StandardCharsets.UTF_8);
      int length = field.isPresent() ? bytes.length : -1;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      digest.update(bytes);
    }
    return digest.digest();
  }

  private List<Optional<String>> fields() {
    return Stream.concat(
            Stream.of(id, at, tenant, user, action, subject, datacenter, requestId, detail)
                .map(Optional::of),
            Stream.of(before, after))
        .toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A line in its place. */
  record Chained(long position, byte[] hash, AuditLine line) {
    boolean follows(byte[] previous) {
      return Arrays.equals(hash, line.hash(position, previous));
    }
  }

  /** Where a chain ends, or where one begins to look at it. */
  record Head(long position, byte[] hash) {
    static final Head NONE = new Head(0, BEGINNING);

    boolean isAt(long otherPosition, byte[] otherHash) {
      return position == otherPosition && Arrays.equals(hash, otherHash);
    }
  }
}
