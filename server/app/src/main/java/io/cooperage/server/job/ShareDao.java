package io.cooperage.server.job;

import io.cooperage.server.job.ShareDivision.Share;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what each datacenter may have in progress of a tenant with a quota of workers. */
final class ShareDao {
  private static final String GUARD = "";
  private static final int TURN_SECONDS = 5;

  private ShareDao() {}

  /**
   * A datacenter's share as stored.
   *
   * @param up false: it hands out nothing
   * @param running its tasks of the tenant in progress; counted only where it is not up
   */
  record Row(String datacenter, Share share, boolean up, int running) {}

  /** How {@code tenants} stand in a datacenter. */
  static List<Standing> standings(Handle handle, String datacenter, Collection<String> tenants) {
    return handle
        .createQuery(
            """
            SELECT tenant.name, tenant.workers, COALESCE(s.ceiling, 0), COALESCE(s.version, 0), (
                SELECT COUNT(*)
                FROM task FORCE INDEX (task_running)
                WHERE task.state = 'in_progress'
                  AND task.worker_dc = :datacenter
                  AND task.tenant = tenant.name)
            FROM tenant
            LEFT JOIN worker_share s ON s.tenant = tenant.name AND s.datacenter = :datacenter
            WHERE tenant.name IN (<tenants>)
            """)
        .bind("datacenter", datacenter)
        .bindList("tenants", List.copyOf(tenants))
        .map(
            (row, context) ->
                new Standing(
                    row.getString(1), row.getInt(2), row.getInt(5), row.getInt(3), row.getLong(4)))
        .list();
  }

  /**
   * Counts up the versions of shares out of which tasks are handed out, so that this collides with
   * whoever changes them.
   *
   * @return for each whether it is as it was seen
   */
  static List<Boolean> use(Handle tx, String datacenter, List<Standing> seen) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE worker_share
            SET version = version + 1
            WHERE tenant = ?
              AND datacenter = ?
              AND version = ?
            """);
    for (Standing standing : seen) {
      batch.bind(0, standing.tenant()).bind(1, datacenter).bind(2, standing.version()).add();
    }
    return Arrays.stream(batch.execute()).mapToObj(count -> count == 1).toList();
  }

  /**
   * Tenants of which a datacenter holds a share that may have to change though nothing waits there:
   * others want some, the quota is another, it is being given up, or the datacenter is not up.
   */
  static List<String> tenants(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT s.tenant
            FROM worker_share s
            JOIN datacenter dc ON dc.name = s.datacenter
            LEFT JOIN tenant ON tenant.name = s.tenant
            WHERE s.datacenter = :datacenter
              AND s.held > 0
              AND (dc.state <> 'up'
                OR s.ceiling < s.held
                OR COALESCE(tenant.workers, -1) < (
                  SELECT SUM(held)
                  FROM worker_share o
                  WHERE o.tenant = s.tenant)
                OR EXISTS (
                  SELECT 1
                  FROM worker_share o
                  WHERE o.tenant = s.tenant
                    AND o.datacenter <> s.datacenter
                    AND o.wanted > o.held))
            """)
        .bind("datacenter", datacenter)
        .mapTo(String.class)
        .list();
  }

  /** The quota of a tenant, if there is such a tenant and it has one. */
  static OptionalInt quota(Handle handle, String tenant) {
    return handle
        .createQuery("SELECT workers FROM tenant WHERE name = :tenant AND workers >= 0")
        .bind("tenant", tenant)
        .mapTo(Integer.class)
        .findOne()
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** All shares of a tenant, and every datacenter that is up. */
  static List<Row> shares(Handle handle, String tenant) {
    return handle
        .createQuery(
            """
            SELECT dc.name, COALESCE(s.held, 0), COALESCE(s.ceiling, 0), COALESCE(s.wanted, 0),
              dc.state = 'up', IF(dc.state = 'up' OR COALESCE(s.held, 0) = 0, 0, (
                SELECT COUNT(*)
                FROM task FORCE INDEX (task_running)
                WHERE task.state = 'in_progress'
                  AND task.worker_dc = dc.name
                  AND task.tenant = :tenant))
            FROM datacenter dc
            LEFT JOIN worker_share s ON s.datacenter = dc.name AND s.tenant = :tenant
            """)
        .bind("tenant", tenant)
        .map(
            (row, context) ->
                new Row(
                    row.getString(1),
                    new Share(row.getInt(2), row.getInt(3), row.getInt(4)),
                    row.getBoolean(5),
                    row.getInt(6)))
        .list();
  }

  static int running(Handle handle, String datacenter, String tenant) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM task FORCE INDEX (task_running)
            WHERE state = 'in_progress'
              AND worker_dc = :datacenter
              AND tenant = :tenant
            """)
        .bind("datacenter", datacenter)
        .bind("tenant", tenant)
        .mapTo(Integer.class)
        .one();
  }

  /** How many of a tenant's tasks are queued in a datacenter, counted up to {@code most}. */
  static int waiting(Handle handle, String datacenter, String tenant, int most) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM (
              SELECT 1
              FROM task FORCE INDEX (task_queue)
              WHERE queue = :datacenter
                AND tenant = :tenant
              LIMIT :most
            ) waiting
            """)
        .bind("datacenter", datacenter)
        .bind("tenant", tenant)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  /** Counts up slowly, and the same in all datacenters. */
  static long turn(Handle handle) {
    return handle
        .createQuery("SELECT UNIX_TIMESTAMP() DIV :seconds")
        .bind("seconds", TURN_SECONDS)
        .mapTo(Long.class)
        .one();
  }

  /**
   * First statement of a change: others who change shares of this tenant wait, or collide with it;
   * so do hand-outs out of the shares that it changes.
   */
  static void guard(Handle tx, String tenant) {
    tx.createUpdate(
            """
            INSERT INTO worker_share (tenant, datacenter)
            VALUES (:tenant, :guard)
            ON DUPLICATE KEY UPDATE version = version + 1
            """)
        .bind("tenant", tenant)
        .bind("guard", GUARD)
        .execute();
    tx.createQuery(
            """
            SELECT version
            FROM worker_share
            WHERE tenant = :tenant
            FOR UPDATE
            """)
        .bind("tenant", tenant)
        .mapTo(Long.class)
        .list();
  }

  static void store(Handle tx, String tenant, String datacenter, Share share) {
    tx.createUpdate(
            """
            INSERT INTO worker_share (tenant, datacenter, held, ceiling, wanted)
            VALUES (:tenant, :datacenter, :held, :ceiling, :wanted)
            ON DUPLICATE KEY UPDATE
              held = :held,
              ceiling = :ceiling,
              wanted = :wanted,
              version = version + 1
            """)
        .bind("tenant", tenant)
        .bind("datacenter", datacenter)
        .bind("held", share.held())
        .bind("ceiling", share.ceiling())
        .bind("wanted", share.wanted())
        .execute();
  }
}
