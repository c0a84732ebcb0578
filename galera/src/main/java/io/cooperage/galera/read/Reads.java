package io.cooperage.galera.read;

import io.cooperage.galera.tx.CommitPosition;
import io.cooperage.galera.tx.Opening;
import io.cooperage.galera.tx.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads on the local node from one snapshot, as fresh as asked for. Metrics, retries and errors are
 * those of {@link Transactions}; there is no unknown outcome. Thread-safe.
 */
public final class Reads {

  private final Transactions transactions;

  public Reads(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Reads with the given consistency. */
  public <T> T run(String name, Consistency consistency, ReadBody<T> body) {
    return transactions.runReadOnly(name, opening(consistency), body::read);
  }

  private static Opening opening(Consistency consistency) {
    if (consistency instanceof Consistency.Session session
        && !session.position().equals(CommitPosition.UNKNOWN)) {
      return connection -> begin(connection, isPassed(connection, session.position()));
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
   * Whether this node has gone beyond the position. A node names a commit as seen a moment before
   * others can read it, and makes them readable in order: so one is readable for certain as soon as
   * a later one is seen. If not, the read is a strong one: that waits for all that was committed,
   * so for every true position, and not for one that somebody made up. It is false as well when
   * this node counts otherwise (another gtid_domain_id or server_id).
   */
  private static boolean isPassed(Connection connection, CommitPosition position)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SET STATEMENT wsrep_sync_wait = 0 FOR SELECT WSREP_LAST_SEEN_GTID()")) {
      return row.next() && new CommitPosition(row.getString(1)).isAfter(position);
    }
  }
}
