package io.cooperage.galera.tx;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * Finds the outcome of a COMMIT that was not answered. First waits until the node has no thread
 * left that could still execute it; only then "not found" means "did not take place".
 */
final class OutcomeSearch {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Attempts attempts;
  private final TransactionConfig config;
  private final Retry retry;

  OutcomeSearch(Attempts attempts, TransactionConfig config) {
    this.attempts = attempts;
    this.config = config;
    this.retry =
        Retry.of(
            "galera.outcome",
            RetryConfig.custom()
                .maxAttempts((int) (config.resolve().toMillis() / PAUSE.toMillis()) + 1)
                .intervalFunction(IntervalFunction.of(PAUSE))
                .retryOnException(e -> e instanceof AttemptFailed failed && failed.again())
                .build());
  }

  /**
   * The value with which the lost transaction committed; empty when it certainly did not.
   *
   * @throws OutcomeUnknownException when nobody can be asked, or not in time
   */
  <T> Optional<Committed<T>> find(Run<T> run, CommitUnanswered lost) {
    OutcomeResolver<T> resolver =
        run.resolver().orElseThrow(() -> unknown(run, "it has no way to look its effect up", lost));
    Deadline deadline = Deadline.in(config.resolve());
    try {
      return retry.executeCallable(() -> ask(run, resolver, lost, deadline));
    } catch (AttemptFailed failed) {
      throw unknown(run, "the node could not be asked: " + failed.getMessage(), lost);
    } catch (RuntimeException thrownByResolver) {
      throw thrownByResolver;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private <T> Optional<Committed<T>> ask(
      Run<T> run, OutcomeResolver<T> resolver, CommitUnanswered lost, Deadline deadline)
      throws AttemptFailed {
    try {
      attempts.run(
          Run.readOnly(run.name(), OutcomeSearch::noWait, tx -> await(tx, lost)), false, deadline);
      TransactionBody<Optional<Committed<T>>> look =
          tx -> resolver.find(tx).map(value -> new Committed<>(value, seen(tx)));
      return attempts
          .run(Run.readOnly(run.name(), OutcomeSearch::beginRead, look), false, deadline)
          .value();
    } catch (AttemptFailed failed) {
      SQLException cause = (SQLException) failed.getCause();
      throw new AttemptFailed(failed.verdict(), failed.phase(), !deadline.passed(), cause);
    } catch (StillUnderWay underWay) {
      throw new AttemptFailed(
          Verdict.OUTCOME_UNKNOWN,
          Phase.COMMIT,
          !deadline.passed(),
          new SQLTransientException(underWay.getMessage()));
    } catch (CommitUnanswered impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Void await(Handle tx, CommitUnanswered lost) {
    if (restartedSince(tx, lost.sentNanos())) {
      return null;
    }
    Optional<String> command =
        tx.createQuery("SELECT command FROM information_schema.processlist WHERE id = :id")
            .bind("id", lost.threadId())
            .mapTo(String.class)
            .findOne();
    if (command.isPresent()) {
      if ("Sleep".equals(command.get())) {
        // Never got the COMMIT and does not know yet that we are gone.
        tx.execute("KILL SOFT CONNECTION " + lost.threadId());
      }
      throw new StillUnderWay("thread %d may still commit".formatted(lost.threadId()));
    }
    return null;
  }

  /** Thread numbers begin anew with the node's process. */
  private static boolean restartedSince(Handle tx, long nanos) {
    long uptime =
        tx.createQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")
            .map((row, context) -> row.getLong(2))
            .one();
    return uptime + 1 <= TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }

  private static CommitPosition seen(Handle tx) {
    return new CommitPosition(
        tx.createQuery("SELECT WSREP_LAST_SEEN_GTID()").mapTo(String.class).one());
  }

  private static void noWait(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET STATEMENT wsrep_sync_wait = 0 FOR START TRANSACTION READ ONLY");
    }
  }

  private static void beginRead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("START TRANSACTION READ ONLY");
    }
  }

  private static <T> OutcomeUnknownException unknown(
      Run<T> run, String why, CommitUnanswered lost) {
    return new OutcomeUnknownException(
        run.name(),
        "The connection was lost during the COMMIT of %s, and whether it took place is unknown: %s. Look its effect up before repeating it."
            .formatted(run.name(), why),
        lost.refusal());
  }

  /** The lost connection still lives on the node. */
  private static final class StillUnderWay extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StillUnderWay(String message) {
      super(message, null, false, false);
    }
  }
}
