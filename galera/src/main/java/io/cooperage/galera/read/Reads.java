package io.cooperage.galera.read;

import io.cooperage.galera.tx.CommitPosition;
import io.cooperage.galera.tx.Opening;
import io.cooperage.galera.tx.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Reads on the local node from one snapshot, as fresh as asked for. Metrics, retries and errors are
 * those of {@link Transactions}; there is no unknown outcome. Thread-safe.
 */
public final class Reads {

  private static final int WAIT_TIMEOUT = 1205;

  private final Transactions transactions;
  private final Duration causalWait;

  /**
   * @param causalWait how long a session read waits for its position
   */
  public Reads(Transactions transactions, Duration causalWait) {
    this.transactions = transactions;
    this.causalWait = causalWait;
  }

  /** Reads with the given consistency. */
  public <T> T run(String name, Consistency consistency, ReadBody<T> body) {
    return transactions.runReadOnly(name, opening(consistency), body::read);
  }

  private Opening opening(Consistency consistency) {
    if (consistency instanceof Consistency.Session session
        && !session.position().equals(CommitPosition.UNKNOWN)) {
      return connection -> {
        awaitPosition(connection, session.position());
        begin(connection, "SET STATEMENT wsrep_sync_wait = 0 FOR START TRANSACTION READ ONLY");
      };
    }
    if (consistency instanceof Consistency.Local) {
      return connection ->
          begin(connection, "SET STATEMENT wsrep_sync_wait = 0 FOR START TRANSACTION READ ONLY");
    }
    return connection -> begin(connection, "START TRANSACTION READ ONLY");
  }

  private static void begin(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void awaitPosition(Connection connection, CommitPosition position) throws SQLException {
    try (PreparedStatement wait =
        connection.prepareStatement(
            "SET STATEMENT wsrep_sync_wait = 0 FOR SELECT WSREP_SYNC_WAIT_UPTO_GTID(?, ?)")) {
      wait.setString(1, position.gtid());
      wait.setDouble(2, causalWait.toMillis() / 1000.0);
      try (ResultSet row = wait.executeQuery()) {
        if (!row.next() || row.getInt(1) != 0) {
          throw new SQLTransientException(
              "position %s was not reached in %d ms".formatted(position, causalWait.toMillis()),
              "HY000",
              WAIT_TIMEOUT);
        }
      }
    }
  }
}
