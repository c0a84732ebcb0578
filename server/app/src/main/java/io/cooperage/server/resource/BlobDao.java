package io.cooperage.server.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The SQL of contents. What lies under an address never changes; its row says whether all of it is
 * there.
 */
final class BlobDao {
  static final int CHUNK = 1 << 20;
  private static final int CHUNKS_DELETED_AT_ONCE = 4;

  private BlobDao() {}

  /**
   * From here on nothing deletes the content.
   *
   * @return whether all of it is there already
   */
  static boolean begin(Handle tx, Sha256 address, long size) {
    tx.createUpdate(
            """
            INSERT INTO resource_blob (sha256, size, state, touched_at)
            VALUES (:sha256, :size, 'loading', UTC_TIMESTAMP(3))
            ON DUPLICATE KEY UPDATE
              state = IF(state = 'whole', 'whole', 'loading'),
              touched_at = UTC_TIMESTAMP(3)
            """)
        .bind("sha256", address.bytes())
        .bind("size", size)
        .execute();
    return findSize(tx, address).isPresent();
  }

  static void insertIfAbsent(Handle tx, Sha256 address, int number, byte[] chunk) {
    tx.createUpdate(
            """
            INSERT IGNORE INTO resource_chunk (sha256, number, content)
            VALUES (:sha256, :number, :content)
            """)
        .bind("sha256", address.bytes())
        .bind("number", number)
        .bind("content", chunk)
        .execute();
  }

  /**
   * All chunks are there, and the content is of use now.
   *
   * @return false if it is being deleted
   */
  static boolean complete(Handle tx, Sha256 address) {
    return tx.createUpdate(
                """
                UPDATE resource_blob
                SET state = 'whole',
                    touched_at = UTC_TIMESTAMP(3)
                WHERE sha256 = :sha256
                  AND state IN ('loading', 'whole')
                """)
            .bind("sha256", address.bytes())
            .execute()
        == 1;
  }

  /** The content may still be of use to tasks that were told of it. */
  static void touch(Handle tx, Sha256 address) {
    tx.createUpdate("UPDATE resource_blob SET touched_at = UTC_TIMESTAMP(3) WHERE sha256 = :sha256")
        .bind("sha256", address.bytes())
        .execute();
  }

  /** How many bytes it has, if all of it is there. */
  static Optional<Long> findSize(Handle handle, Sha256 address) {
    return handle
        .createQuery(
            """
            SELECT size
            FROM resource_blob
            WHERE sha256 = :sha256
              AND state = 'whole'
            """)
        .bind("sha256", address.bytes())
        .mapTo(Long.class)
        .findOne();
  }

  static Optional<byte[]> findChunk(Handle handle, Sha256 address, int number) {
    return handle
        .createQuery(
            """
            SELECT content
            FROM resource_chunk
            WHERE sha256 = :sha256
              AND number = :number
            """)
        .bind("sha256", address.bytes())
        .bind("number", number)
        .map((row, context) -> row.getBytes("content"))
        .findOne();
  }

  /** Contents that nothing has been in need of for {@code grace}, and those half deleted. */
  static List<Sha256> listGarbage(Handle handle, Duration grace, int limit) {
    return handle
        .createQuery(
            """
            SELECT sha256
            FROM resource_blob
            WHERE state = 'dying'
              OR (touched_at < UTC_TIMESTAMP(3) - INTERVAL :grace SECOND
                AND NOT EXISTS (
                  SELECT 1
                  FROM plugin_resource
                  WHERE plugin_resource.sha256 = resource_blob.sha256
                    AND plugin_resource.state <> 'deleted'))
            LIMIT :limit
            """)
        .bind("grace", grace.toSeconds())
        .bind("limit", limit)
        .map((row, context) -> Sha256.ofBytes(row.getBytes("sha256")))
        .list();
  }

  /**
   * A step of deleting a content that nothing needs; collides with whoever begins to load it, or
   * makes a version of it.
   *
   * @return false if it is needed after all, or gone
   */
  static boolean deleteStep(Handle tx, Sha256 address, Duration grace) {
    int dying =
        tx.createUpdate(
                """
                UPDATE resource_blob
                SET state = 'dying',
                    touched_at = UTC_TIMESTAMP(3)
                WHERE sha256 = :sha256
                  AND (state = 'dying' OR touched_at < UTC_TIMESTAMP(3) - INTERVAL :grace SECOND)
                """)
            .bind("sha256", address.bytes())
            .bind("grace", grace.toSeconds())
            .execute();
    if (dying == 0) {
      return false;
    }
    int chunks =
        tx.createUpdate(
                """
                DELETE FROM resource_chunk
                WHERE sha256 = :sha256
                ORDER BY number
                LIMIT :limit
                """)
            .bind("sha256", address.bytes())
            .bind("limit", CHUNKS_DELETED_AT_ONCE)
            .execute();
    if (chunks > 0) {
      return true;
    }
    tx.createUpdate("DELETE FROM resource_blob WHERE sha256 = :sha256")
        .bind("sha256", address.bytes())
        .execute();
    return false;
  }
}
