package io.cooperage.server.worker;

import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of the roll of workers, and of their number, by which jobs are placed. */
final class WorkerDao {
  static final String ACTIVE = "active";
  static final String DRAINING = "draining";

  private static final String SELECT =
      """
      SELECT w.id, w.datacenter, COALESCE(d.state = 'lost', FALSE), w.state, w.registration, w.since
      FROM worker w
      LEFT JOIN datacenter d ON d.name = w.datacenter
      """;

  private WorkerDao() {}

  /**
   * A worker on the roll.
   *
   * @param lost its datacenter is lost
   */
  record Row(
      String id,
      String datacenter,
      boolean lost,
      String state,
      WorkerRegistration registration,
      Instant since) {}

  static boolean isAnnounced(Handle handle, String datacenter, int workers) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM datacenter
            WHERE name = :name
              AND workers = :workers
            """)
        .bind("name", datacenter)
        .bind("workers", workers)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static int announce(Handle tx, String datacenter, int workers) {
    return tx.createUpdate(
            """
            UPDATE datacenter
            SET workers = :workers
            WHERE name = :name
              AND workers <> :workers
            """)
        .bind("workers", workers)
        .bind("name", datacenter)
        .execute();
  }

  /**
   * Who is on the roll of a datacenter.
   *
   * @param fresh how long a row is fresh
   */
  static List<RollCall.Entry> entries(Handle handle, String datacenter, Duration fresh) {
    return handle
        .createQuery(
            """
            SELECT id, state, since > UTC_TIMESTAMP(3) - INTERVAL :fresh MICROSECOND
            FROM worker
            WHERE datacenter = :datacenter
            """)
        .bind("fresh", fresh.toNanos() / 1000)
        .bind("datacenter", datacenter)
        .map(
            (row, context) ->
                new RollCall.Entry(
                    row.getString(1), row.getString(2).equals(DRAINING), row.getBoolean(3)))
        .list();
  }

  /** Whether a worker of this name, there or gone, is draining. */
  static boolean isDrained(Handle handle, String datacenter, String name) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM worker
            WHERE datacenter = :datacenter
              AND state = 'draining'
              AND LEFT(id, CHAR_LENGTH(id) - :suffix) = :name
            LIMIT 1
            """)
        .bind("datacenter", datacenter)
        .bind("suffix", SessionId.SUFFIX)
        .bind("name", name)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Those that are on the roll already stay as they are. */
  static void insert(
      Handle tx, String datacenter, String state, Map<String, WorkerRegistration> registrations) {
    if (registrations.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT IGNORE INTO worker (id, datacenter, state, registration, since)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))
            """);
    registrations.forEach(
        (id, registration) ->
            batch
                .bind(0, id)
                .bind(1, datacenter)
                .bind(2, state)
                .bind(3, Json.write(registration))
                .add());
    batch.execute();
  }

  /** Those that are in another state by now stay. */
  static void delete(Handle tx, String state, Collection<String> ids) {
    if (!ids.isEmpty()) {
      tx.createUpdate("DELETE FROM worker WHERE id IN (<ids>) AND state = :state")
          .bind("state", state)
          .bindList("ids", List.copyOf(ids))
          .execute();
    }
  }

  /** In the order of their ids, after {@code after}; of all datacenters if none is given. */
  static List<Row> list(Handle handle, Optional<String> datacenter, String after) {
    return handle
        .createQuery(SELECT + "WHERE w.id > :after AND (:all OR w.datacenter = :dc) ORDER BY w.id")
        .bind("after", after)
        .bind("all", datacenter.isEmpty())
        .bind("dc", datacenter.orElse(""))
        .map((row, context) -> row(row))
        .list();
  }

  static Optional<Row> find(Handle handle, String id) {
    return handle
        .createQuery(SELECT + "WHERE w.id = :id")
        .bind("id", id)
        .map((row, context) -> row(row))
        .findOne();
  }

  /** All sessions of a name, there or gone. */
  static int change(Handle tx, String datacenter, String name, String from, String to) {
    return tx.createUpdate(
            """
            UPDATE worker FORCE INDEX (worker_datacenter)
            SET state = :to
            WHERE datacenter = :datacenter
              AND state = :from
              AND LEFT(id, CHAR_LENGTH(id) - :suffix) = :name
            """)
        .bind("to", to)
        .bind("datacenter", datacenter)
        .bind("from", from)
        .bind("suffix", SessionId.SUFFIX)
        .bind("name", name)
        .execute();
  }

  /** How many tasks each worker has in progress; those that have any. */
  static Map<String, Integer> running(Handle handle) {
    Map<String, Integer> running = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT worker, COUNT(*)
            FROM task FORCE INDEX (task_running)
            WHERE state = 'in_progress'
            GROUP BY worker
            """)
        .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(one -> running.put(one.getKey(), one.getValue()));
    return running;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        row.getString(4),
        Json.read(row.getString(5), WorkerRegistration.class),
        row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }
}
