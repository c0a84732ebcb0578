package io.cooperage.galera.tx;

import io.cooperage.galera.node.NodeConnections;
import io.cooperage.galera.node.NodeMonitor;
import io.cooperage.galera.node.NodeStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of a transaction: begin, body, commit, each with its own verdict on a refusal. */
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Jdbi jdbi;
  private final NodeConnections connections;
  private final NodeMonitor monitor;

  Attempts(Jdbi jdbi, NodeConnections connections, NodeMonitor monitor) {
    this.jdbi = jdbi;
    this.connections = connections;
    this.monitor = monitor;
  }

  <T> Committed<T> run(Run<T> run, boolean locate, Deadline deadline)
      throws AttemptFailed, CommitUnanswered {
    Handle handle = open(deadline);
    try {
      Refusals refusals = Refusals.watch(handle);
      begin(run, handle, deadline);
      T value = body(run, handle, refusals, deadline);
      if (!run.writes()) {
        return new Committed<>(value, CommitPosition.UNKNOWN);
      }
      commit(handle, deadline);
      return new Committed<>(value, locate ? position(handle) : CommitPosition.UNKNOWN);
    } finally {
      giveBack(handle);
    }
  }

  private Handle open(Deadline deadline) throws AttemptFailed {
    NodeStatus status = monitor.current();
    if (!status.usable()) {
      throw new AttemptFailed(
          Verdict.NODE_UNUSABLE,
          Phase.BEGIN,
          false,
          new SQLTransientConnectionException(status.reason()));
    }
    try {
      return jdbi.open();
    } catch (JdbiException e) {
      monitor.suspect();
      SQLException refusal = sqlException(e).orElseGet(() -> new SQLException(e));
      throw new AttemptFailed(Verdict.NODE_UNUSABLE, Phase.BEGIN, false, refusal);
    }
  }

  private <T> void begin(Run<T> run, Handle handle, Deadline deadline) throws AttemptFailed {
    try {
      run.opening().begin(handle.getConnection());
    } catch (SQLException refusal) {
      throw refused(refusal, Phase.BEGIN, handle, deadline);
    }
  }

  private <T> T body(Run<T> run, Handle handle, Refusals refusals, Deadline deadline)
      throws AttemptFailed {
    try {
      T value = run.body().run(handle);
      if (refusals.ended().isPresent()) {
        throw refused(refusals.ended().get(), Phase.BODY, handle, deadline);
      }
      return value;
    } catch (RuntimeException thrown) {
      Optional<SQLException> refusal = refusals.ended().or(() -> sqlException(thrown));
      if (refusal.isPresent() && Verdict.of(refusal.get(), Phase.BODY) != Verdict.FATAL) {
        throw refused(refusal.get(), Phase.BODY, handle, deadline);
      }
      throw thrown;
    }
  }

  private void commit(Handle handle, Deadline deadline) throws AttemptFailed, CommitUnanswered {
    Connection connection = handle.getConnection();
    long threadId = threadId(connection, deadline);
    long sent = System.nanoTime();
    try {
      connection.commit();
    } catch (SQLException refusal) {
      if (Verdict.of(refusal, Phase.COMMIT) != Verdict.OUTCOME_UNKNOWN) {
        throw refused(refusal, Phase.COMMIT, handle, deadline);
      }
      connections.evict(connection);
      monitor.suspect();
      throw new CommitUnanswered(threadId, sent, refusal);
    }
  }

  private long threadId(Connection connection, Deadline deadline) throws AttemptFailed {
    try {
      return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
    } catch (SQLException e) {
      throw new AttemptFailed(Verdict.CONNECTION_LOST, Phase.BODY, !deadline.passed(), e);
    }
  }

  private AttemptFailed refused(
      SQLException refusal, Phase phase, Handle handle, Deadline deadline) {
    Verdict verdict = Verdict.of(refusal, phase);
    boolean again = !deadline.passed();
    switch (verdict) {
      case CONNECTION_LOST -> {
        connections.evict(handle.getConnection());
        monitor.suspect();
      }
      case NODE_UNUSABLE -> {
        connections.evict(handle.getConnection());
        monitor.suspect();
        again = false;
      }
      case FATAL -> again = false;
      case RETRY, WAITED_TOO_LONG, OUTCOME_UNKNOWN -> {}
    }
    return new AttemptFailed(verdict, phase, again, refusal);
  }

  /** Where the connection's last commit is; unknown rather than failing what was committed. */
  private CommitPosition position(Handle handle) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "SET STATEMENT wsrep_sync_wait = 0 FOR SELECT WSREP_LAST_WRITTEN_GTID()")) {
      row.next();
      return new CommitPosition(row.getString(1));
    } catch (SQLException e) {
      LOG.debug("no commit position", e);
      return CommitPosition.UNKNOWN;
    }
  }

  private static void giveBack(Handle handle) {
    try {
      handle.getConnection().rollback();
    } catch (SQLException e) {
      LOG.debug("rolling back on a broken connection", e);
    }
    try {
      handle.close();
    } catch (JdbiException e) {
      LOG.debug("giving back a broken connection", e);
    }
  }

  private static Optional<SQLException> sqlException(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
