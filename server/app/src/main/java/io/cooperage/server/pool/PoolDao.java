package io.cooperage.server.pool;

import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of pools. A host is free while its tag is NULL; a tag holds at most one host. */
final class PoolDao {
  private static final String COLUMNS =
      "pool, name, datacenter, address, port, user, host_key, flavor, tag, version";

  /**
   * A host as stored; guarded by version.
   *
   * @param flavor that it is for; empty: for any
   */
  record Host(PoolHostView view, String flavor, long version) {}

  private PoolDao() {}

  static List<PoolHostView> list(Handle handle, String pool, String after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM pool_host
                WHERE pool = :pool
                  AND name > :after
                ORDER BY name
                LIMIT :limit
                """)
        .bind("pool", pool)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> host(row).view())
        .list();
  }

  static Optional<Host> find(Handle handle, String pool, String name) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM pool_host WHERE pool = :pool AND name = :name")
        .bind("pool", pool)
        .bind("name", name)
        .map((row, context) -> host(row))
        .findOne();
  }

  static Optional<Host> findByTag(Handle handle, String pool, String tag) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM pool_host WHERE pool = :pool AND tag = :tag")
        .bind("pool", pool)
        .bind("tag", tag)
        .map((row, context) -> host(row))
        .findOne();
  }

  /** Writes what is known of a host; who has it stays as it is. */
  static void put(Handle tx, String pool, PoolHost host) {
    tx.createUpdate(
            """
            INSERT INTO pool_host (pool, name, datacenter, address, port, user, host_key, flavor)
            VALUES (:pool, :name, :datacenter, :address, :port, :user, :hostKey, :flavor)
            ON DUPLICATE KEY UPDATE
              datacenter = :datacenter,
              address = :address,
              port = :port,
              user = :user,
              host_key = :hostKey,
              flavor = :flavor,
              version = version + 1
            """)
        .bind("pool", pool)
        .bind("name", host.name())
        .bind("datacenter", host.datacenter())
        .bind("address", host.address())
        .bind("port", host.port())
        .bind("user", host.user())
        .bind("hostKey", host.hostKey())
        .bind("flavor", host.flavor().orElse(""))
        .execute();
  }

  static int delete(Handle tx, String pool, String name) {
    return tx.createUpdate(
            """
            DELETE FROM pool_host
            WHERE pool = :pool
              AND name = :name
            """)
        .bind("pool", pool)
        .bind("name", name)
        .execute();
  }

  static int deleteFree(Handle tx, String pool, String name) {
    return tx.createUpdate(
            """
            DELETE FROM pool_host
            WHERE pool = :pool
              AND name = :name
              AND tag IS NULL
            """)
        .bind("pool", pool)
        .bind("name", name)
        .execute();
  }

  /** Free hosts for a flavor in the datacenters {@code up}, those of {@code datacenter} first. */
  static List<Host> listFree(
      Handle tx, String pool, String flavor, String datacenter, List<String> up, int limit) {
    return tx.createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM pool_host
                WHERE pool = :pool
                  AND tag IS NULL
                  AND flavor IN ('', :flavor)
                  AND datacenter IN (<up>)
                ORDER BY datacenter <> :datacenter, name
                LIMIT :limit
                """)
        .bind("pool", pool)
        .bind("flavor", flavor)
        .bind("datacenter", datacenter)
        .bindList("up", up)
        .bind("limit", limit)
        .map((row, context) -> host(row))
        .list();
  }

  static int claim(Handle tx, Host free, String tag) {
    return tx.createUpdate(
            """
            UPDATE pool_host FORCE INDEX (PRIMARY)
            SET tag = :tag,
                version = version + 1
            WHERE pool = :pool
              AND name = :name
              AND tag IS NULL
              AND version = :version
            """)
        .bind("tag", tag)
        .bind("pool", free.view().pool())
        .bind("name", free.view().name())
        .bind("version", free.version())
        .execute();
  }

  static int release(Handle tx, String pool, String tag) {
    return tx.createUpdate(
            """
            UPDATE pool_host FORCE INDEX (pool_host_tag)
            SET tag = NULL,
                version = version + 1
            WHERE pool = :pool
              AND tag = :tag
            """)
        .bind("pool", pool)
        .bind("tag", tag)
        .execute();
  }

  static int count(Handle handle, String pool) {
    return handle
        .createQuery("SELECT COUNT(*) FROM pool_host WHERE pool = :pool")
        .bind("pool", pool)
        .mapTo(Integer.class)
        .one();
  }

  private static Host host(ResultSet row) throws SQLException {
    String tag = row.getString("tag");
    return new Host(
        new PoolHostView(
            row.getString("name"),
            row.getString("pool"),
            row.getString("datacenter"),
            row.getString("address"),
            row.getInt("port"),
            row.getString("user"),
            row.getString("host_key"),
            tag == null ? "" : tag),
        row.getString("flavor"),
        row.getLong("version"));
  }
}
