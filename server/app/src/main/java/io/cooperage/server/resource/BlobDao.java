package io.cooperage.server.resource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of contents: never changed, so written at most once. */
final class BlobDao {
  private static final int CHUNK = 1 << 20;

  private BlobDao() {}

  static void insertIfAbsent(Handle tx, Sha256 address, byte[] content) {
    int inserted =
        tx.createUpdate(
                """
                INSERT IGNORE INTO resource_blob (sha256, size)
                VALUES (:sha256, :size)
                """)
            .bind("sha256", address.bytes())
            .bind("size", content.length)
            .execute();
    if (inserted == 0) {
      return;
    }
    for (int from = 0; from < content.length; from += CHUNK) {
      tx.createUpdate(
              """
              INSERT INTO resource_chunk (sha256, number, content)
              VALUES (:sha256, :number, :content)
              """)
          .bind("sha256", address.bytes())
          .bind("number", from / CHUNK)
          .bind(
              "content", Arrays.copyOfRange(content, from, Math.min(from + CHUNK, content.length)))
          .execute();
    }
  }

  static Optional<byte[]> find(Handle tx, Sha256 address) {
    Optional<Integer> size =
        tx.createQuery("SELECT size FROM resource_blob WHERE sha256 = :sha256")
            .bind("sha256", address.bytes())
            .mapTo(Integer.class)
            .findOne();
    return size.map(bytes -> join(bytes, chunks(tx, address)));
  }

  private static List<byte[]> chunks(Handle tx, Sha256 address) {
    return tx.createQuery(
            """
            SELECT content
            FROM resource_chunk
            WHERE sha256 = :sha256
            ORDER BY number
            """)
        .bind("sha256", address.bytes())
        .map((row, context) -> row.getBytes("content"))
        .list();
  }

  private static byte[] join(int size, List<byte[]> chunks) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(size);
    chunks.forEach(whole::writeBytes);
    return whole.toByteArray();
  }
}
