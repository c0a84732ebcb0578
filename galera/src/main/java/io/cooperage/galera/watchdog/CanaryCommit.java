package io.cooperage.galera.watchdog;

import io.cooperage.galera.node.NodeConnector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Commits one small change of this node's own row, guarded by what the row was, so that two
 * watchdogs under one name are found out. Not thread-safe.
 */
final class CanaryCommit implements Probe.Action<Long> {

  /** A commit that hangs for so long is given up, for a connection that may fare better. */
  private static final Duration GIVE_UP = Duration.ofMinutes(1);

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS canary (
        node  VARCHAR(64) NOT NULL PRIMARY KEY,
        beat  BIGINT NOT NULL
      ) ENGINE = InnoDB
      """;
  private static final String UPDATE =
      "UPDATE canary SET beat = beat + 1 WHERE node = ? AND beat = ?";

  private final KeptConnection connection;
  private final String node;
  private long beat;

  CanaryCommit(NodeConnector connector, String node) {
    this.connection = new KeptConnection(connector, GIVE_UP, this::prepare);
    this.node = node;
  }

  /** The beat that was committed. */
  @Override
  public Long run() throws SQLException {
    return connection.use(this::commit);
  }

  private long commit(Connection open) throws SQLException {
    try (PreparedStatement update = open.prepareStatement(UPDATE)) {
      update.setString(1, node);
      update.setLong(2, beat);
      if (update.executeUpdate() != 1) {
        throw new SQLException(
            "the canary row of %s was not %d: does another watchdog go by this name?"
                .formatted(node, beat));
      }
    }
    beat++;
    return beat;
  }

  private long prepare(Connection open) throws SQLException {
    // A schema change stops the group for a moment, so none is made that need not be.
    if (!tableExists(open)) {
      KeptConnection.execute(open, TABLE);
    }
    try (PreparedStatement insert =
        open.prepareStatement("INSERT IGNORE INTO canary (node, beat) VALUES (?, 0)")) {
      insert.setString(1, node);
      insert.executeUpdate();
    }
    // What another connection had under way when it was lost must be seen.
    KeptConnection.execute(open, "SET SESSION wsrep_sync_wait = 1");
    try (PreparedStatement select =
        open.prepareStatement("SELECT beat FROM canary WHERE node = ?")) {
      select.setString(1, node);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        beat = row.getLong(1);
      }
    }
    KeptConnection.execute(open, "SET SESSION wsrep_sync_wait = 0");
    return beat;
  }

  private static boolean tableExists(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'canary'")) {
      return tables.next();
    }
  }
}
