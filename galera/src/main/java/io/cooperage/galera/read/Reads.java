package io.cooperage.galera.read;

import io.cooperage.galera.tx.CommitPosition;
import io.cooperage.galera.tx.Opening;
import io.cooperage.galera.tx.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Reads on the local node from one snapshot, as fresh as asked for. Metrics, retries and errors are
 * those of {@link Transactions}; there is no unknown outcome. Thread-safe.
 */
public final class Reads {

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
      return connection -> begin(connection, isThere(connection, session.position()));
    }
    if (consistency instanceof Consistency.Local) {
      return connection -> begin(connection, true);
    }
    return connection -> begin(connection, false);
  }

  private static void begin(Connection connection, boolean atOnce) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          (atOnce ? "SET STATEMENT wsrep_sync_wait = 0 FOR " : "") + "START TRANSACTION READ ONLY");
    }
  }

  /**
   * Waits for the position. False when this node counts otherwise (another gtid_domain_id or
   * server_id), for then the wait ends at once and has meant nothing.
   */
  private boolean isThere(Connection connection, CommitPosition position) throws SQLException {
    try (PreparedStatement wait =
        connection.prepareStatement(
            "SET STATEMENT wsrep_sync_wait = 0 FOR "
                + "SELECT WSREP_SYNC_WAIT_UPTO_GTID(?, ?), WSREP_LAST_SEEN_GTID()")) {
      wait.setString(1, position.gtid());
      wait.setDouble(2, causalWait.toMillis() / 1000.0);
      try (ResultSet row = wait.executeQuery()) {
        return row.next() && new CommitPosition(row.getString(2)).includes(position);
      }
    }
  }
}
