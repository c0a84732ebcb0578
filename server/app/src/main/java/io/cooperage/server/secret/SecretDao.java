package io.cooperage.server.secret;

import io.cooperage.api.ClusterId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of data keys. */
final class SecretDao {
  private SecretDao() {}

  static Optional<WrappedKey> find(Handle handle, KeyScope scope) {
    return handle
        .createQuery(
            """
            SELECT master, wrapped
            FROM secret_key
            WHERE scope = :scope
            """)
        .bind("scope", scope.text())
        .map((row, context) -> new WrappedKey(scope, row.getString(1), row.getBytes(2)))
        .findOne();
  }

  /** The same as it is now, not as of the snapshot. */
  static Optional<WrappedKey> lock(Handle tx, KeyScope scope) {
    return tx.createQuery(
            """
            SELECT master, wrapped
            FROM secret_key
            WHERE scope = :scope
            FOR UPDATE
            """)
        .bind("scope", scope.text())
        .map((row, context) -> new WrappedKey(scope, row.getString(1), row.getBytes(2)))
        .findOne();
  }

  /** False if the scope has a key: another transaction of this node was first. */
  static boolean insert(Handle tx, WrappedKey key) {
    return tx.createUpdate(
                """
                INSERT IGNORE INTO secret_key (scope, cluster_id, master, wrapped, created_at)
                VALUES (:scope, :cluster, :master, :wrapped, UTC_TIMESTAMP(3))
                """)
            .bind("scope", key.scope().text())
            .bind("cluster", key.scope().cluster().map(ClusterId::value).orElse(null))
            .bind("master", key.master())
            .bind("wrapped", key.bytes())
            .execute()
        == 1;
  }

  /** The same key, wrapped by another master key; false if it is not as it was {@code seen}. */
  static boolean rewrap(Handle tx, WrappedKey seen, WrappedKey now) {
    return tx.createUpdate(
                """
                UPDATE secret_key FORCE INDEX (PRIMARY)
                SET master = :master,
                    wrapped = :wrapped
                WHERE scope = :scope
                  AND master = :seenMaster
                  AND wrapped = :seenWrapped
                """)
            .bind("master", now.master())
            .bind("wrapped", now.bytes())
            .bind("scope", seen.scope().text())
            .bind("seenMaster", seen.master())
            .bind("seenWrapped", seen.bytes())
            .execute()
        == 1;
  }

  static boolean delete(Handle tx, KeyScope scope) {
    return tx.createUpdate(
                """
                DELETE FROM secret_key
                WHERE scope = :scope
                """)
            .bind("scope", scope.text())
            .execute()
        > 0;
  }

  /** Some of those that another master key than {@code current} wraps. */
  static List<WrappedKey> listOthers(Handle handle, String current, int limit) {
    return handle
        .createQuery(
            """
            SELECT scope, master, wrapped
            FROM secret_key
            WHERE master < :current
               OR master > :current
            ORDER BY master, scope
            LIMIT :limit
            """)
        .bind("current", current)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new WrappedKey(KeyScope.parse(row.getString(1)), row.getString(2), row.getBytes(3)))
        .list();
  }

  /** The master keys under which anything is. */
  static List<String> mastersInUse(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT master
            FROM secret_key
            ORDER BY master
            """)
        .mapTo(String.class)
        .list();
  }

  static long countOthers(Handle handle, String current) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM secret_key
            WHERE master < :current
               OR master > :current
            """)
        .bind("current", current)
        .mapTo(Long.class)
        .one();
  }
}
