package io.cooperage.server.datacenter;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** SQL of table datacenter; every change is guarded by epoch and state. */
final class DatacenterDao {
  private static final RowMapper<DatacenterRow> ROW =
      (row, context) ->
          new DatacenterRow(
              row.getString("name"),
              row.getLong("epoch"),
              DatacenterState.parse(row.getString("state")),
              row.getInt("workers"));

  private DatacenterDao() {}

  static List<DatacenterRow> list(Handle tx) {
    return tx.createQuery("SELECT name, epoch, state, workers FROM datacenter ORDER BY name")
        .map(ROW)
        .list();
  }

  static Optional<DatacenterRow> find(Handle tx, String name) {
    return tx.createQuery("SELECT name, epoch, state, workers FROM datacenter WHERE name = :name")
        .bind("name", name)
        .map(ROW)
        .findOne();
  }

  static void insert(Handle tx, String name, long epoch, Instant now) {
    tx.createUpdate(
            """
            INSERT INTO datacenter (name, epoch, state, changed_at)
            VALUES (:name, :epoch, 'up', :now)
            """)
        .bind("name", name)
        .bind("epoch", epoch)
        .bind("now", Timestamp.from(now))
        .execute();
  }

  /**
   * Moves a datacenter to another state and epoch. Also used without a change, as the row that
   * makes a joining server and whoever declares its datacenter lost conflict, and a drain and
   * whatever ends the datacenter that is to go on alone.
   */
  static boolean change(
      Handle tx, DatacenterRow seen, long epoch, DatacenterState state, Instant now) {
    return 1
        == tx.createUpdate(
                """
                UPDATE datacenter
                SET epoch = :epoch,
                    state = :state,
                    changed_at = :now
                WHERE name = :name
                  AND epoch = :seenEpoch
                  AND state = :seenState
                """)
            .bind("epoch", epoch)
            .bind("state", state.wire())
            .bind("now", Timestamp.from(now))
            .bind("name", seen.name())
            .bind("seenEpoch", seen.epoch())
            .bind("seenState", seen.state().wire())
            .execute();
  }

  /** Servers of the datacenter that hold their lease. */
  static int heldLeases(Handle tx, String datacenter) {
    return tx.createQuery(
            """
            SELECT COUNT(*)
            FROM lease
            WHERE datacenter = :datacenter
              AND name LIKE 'server/%'
              AND state = 'held'
            """)
        .bind("datacenter", datacenter)
        .mapTo(Integer.class)
        .one();
  }

  static int openJobs(Handle tx, String datacenter) {
    return tx.createQuery(
            """
            SELECT COUNT(*)
            FROM job
            WHERE datacenter = :datacenter
              AND state IN ('not_submitted', 'running', 'paused')
            """)
        .bind("datacenter", datacenter)
        .mapTo(Integer.class)
        .one();
  }
}
