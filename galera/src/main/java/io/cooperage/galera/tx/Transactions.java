package io.cooperage.galera.tx;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.cooperage.galera.node.NodeConnections;
import io.cooperage.galera.node.NodeMonitor;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionException;

/**
 * The one door to the database. A transaction has a name (metric, log key), sees everything that
 * was committed anywhere before it began, is run again when others were faster, and ends in its
 * value, in what its body threw, or in one of the three {@link GaleraException}s. Thread-safe.
 */
public final class Transactions {

  private static final int MANY = 10_000;

  private final Attempts attempts;
  private final OutcomeSearch search;
  private final TransactionConfig config;
  private final MetricRegistry registry;
  private final Map<String, TransactionMetrics> metrics = new ConcurrentHashMap<>();
  private final Map<String, Retry> retries = new ConcurrentHashMap<>();

  /**
   * @param customizer installs the application's mappers and argument factories
   */
  public Transactions(
      NodeConnections connections,
      NodeMonitor monitor,
      TransactionConfig config,
      MetricRegistry registry,
      Consumer<Jdbi> customizer) {
    Jdbi jdbi = Jdbi.create(connections::acquire);
    jdbi.setTransactionHandler(new DoorTransactionHandler());
    jdbi.getConfig(SqlStatements.class).setSqlParser(new PositionalSqlParser());
    customizer.accept(jdbi);
    this.config = config;
    this.registry = registry;
    this.attempts = new Attempts(jdbi, connections, monitor);
    this.search = new OutcomeSearch(attempts, config);
  }

  /**
   * Runs a read-write transaction. When the outcome of its COMMIT is unknown, that is what the
   * caller gets.
   *
   * @throws ContentionException when the retries were used up; nothing was done
   * @throws NodeUnusableException when the local node cannot serve; nothing was done
   * @throws OutcomeUnknownException when the connection was lost during COMMIT
   */
  public <T> T run(String name, TransactionBody<T> body) {
    return execute(Run.of(name, Transactions::beginWrite, body), false).value();
  }

  /**
   * Runs a read-write transaction that can find out whether it took place: when COMMIT is not
   * answered, the resolver is asked on a live connection, and the body is run again if the resolver
   * finds nothing. Throws as {@link #run(String, TransactionBody)} does; {@link
   * OutcomeUnknownException} only when the node did not come back in time.
   */
  public <T> T run(String name, TransactionBody<T> body, OutcomeResolver<T> resolver) {
    return execute(Run.of(name, Transactions::beginWrite, body, resolver), false).value();
  }

  /** As {@link #run(String, TransactionBody, OutcomeResolver)}, and says where it committed. */
  public <T> Committed<T> runAndLocate(
      String name, TransactionBody<T> body, OutcomeResolver<T> resolver) {
    return execute(Run.of(name, Transactions::beginWrite, body, resolver), true);
  }

  /**
   * As {@link #runAndLocate}, but begins at once, on what this node knows, instead of waiting for
   * what others have just committed. For bodies whose every write would be refused then. What was
   * refused, or threw, is run again, and then it waits.
   */
  public <T> Committed<T> runAtOnce(
      String name, TransactionBody<T> body, OutcomeResolver<T> resolver) {
    AtomicBoolean refused = new AtomicBoolean();
    Opening opening =
        connection -> {
          if (refused.getAndSet(true)) {
            beginWrite(connection);
          } else {
            begin(connection, "SET STATEMENT wsrep_sync_wait = 0 FOR START TRANSACTION");
          }
        };
    try {
      return execute(Run.of(name, opening, body, resolver), true);
    } catch (GaleraException ended) {
      throw ended;
    } catch (RuntimeException thrownByBody) {
      return runAndLocate(name, body, resolver);
    }
  }

  /** Runs a transaction that only reads; {@code Reads} is the comfortable way to it. */
  public <T> T runReadOnly(String name, Opening opening, TransactionBody<T> body) {
    return execute(Run.readOnly(name, opening, body), false).value();
  }

  private static void beginWrite(Connection connection) throws SQLException {
    begin(connection, "START TRANSACTION");
  }

  private static void begin(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> Committed<T> execute(Run<T> run, boolean locate) {
    TransactionMetrics counted =
        metrics.computeIfAbsent(run.name(), name -> new TransactionMetrics(registry, name));
    Deadline deadline = Deadline.in(config.deadline());
    try (Timer.Context timed = counted.time()) {
      Committed<T> committed =
          retry(run.name()).executeCallable(() -> once(run, locate, deadline, counted));
      counted.outcome("committed");
      return committed;
    } catch (AttemptFailed failed) {
      throw translate(run.name(), failed, counted);
    } catch (OutcomeUnknownException unknown) {
      counted.outcome("unknown");
      throw unknown;
    } catch (RuntimeException thrownByBody) {
      counted.outcome("rolled_back");
      throw thrownByBody;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private <T> Committed<T> once(
      Run<T> run, boolean locate, Deadline deadline, TransactionMetrics counted)
      throws AttemptFailed {
    try {
      return attempts.run(run, locate, deadline);
    } catch (AttemptFailed failed) {
      counted.refused(failed.verdict());
      if (failed.again()) {
        counted.retried();
      }
      throw failed;
    } catch (CommitUnanswered unanswered) {
      counted.refused(Verdict.OUTCOME_UNKNOWN);
      return resolve(run, unanswered, deadline, counted);
    }
  }

  private <T> Committed<T> resolve(
      Run<T> run, CommitUnanswered unanswered, Deadline deadline, TransactionMetrics counted)
      throws AttemptFailed {
    Optional<Committed<T>> found = search.find(run, unanswered);
    counted.outcome(found.isPresent() ? "resolved_committed" : "resolved_rolled_back");
    if (found.isPresent()) {
      return found.get();
    }
    throw new AttemptFailed(
        Verdict.CONNECTION_LOST, Phase.COMMIT, !deadline.passed(), unanswered.refusal());
  }

  private Retry retry(String name) {
    return retries.computeIfAbsent(
        name,
        key ->
            Retry.of(
                key,
                RetryConfig.custom()
                    .maxAttempts(MANY)
                    .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(
                            config.firstBackoff(), 2.0, 0.5, config.longestBackoff()))
                    .retryOnException(e -> e instanceof AttemptFailed failed && failed.again())
                    .build()));
  }

  private static GaleraException translate(
      String name, AttemptFailed failed, TransactionMetrics counted) {
    SQLException refusal = (SQLException) failed.getCause();
    return switch (failed.verdict()) {
      case FATAL ->
          throw new TransactionException(
              "Transaction %s cannot be committed; nothing was done.".formatted(name), refusal);
      case RETRY -> contention(name, "conflicts with other writers", refusal, counted);
      case WAITED_TOO_LONG -> {
        if (failed.phase() == Phase.BEGIN) {
          yield unusable(
              name,
              "the database node did not catch up with the cluster in time",
              refusal,
              counted);
        }
        yield contention(name, "waits for locks of other writers", refusal, counted);
      }
      case CONNECTION_LOST, NODE_UNUSABLE, OUTCOME_UNKNOWN ->
          unusable(name, refusal.getMessage(), refusal, counted);
    };
  }

  private static ContentionException contention(
      String name, String what, SQLException refusal, TransactionMetrics counted) {
    counted.outcome("contention");
    return new ContentionException(
        name,
        "Transaction %s was given up after %s until its deadline (last: %d %s). Nothing was done; try again."
            .formatted(name, what, refusal.getErrorCode(), refusal.getMessage()),
        refusal);
  }

  private static NodeUnusableException unusable(
      String name, String reason, SQLException refusal, TransactionMetrics counted) {
    counted.outcome("node_unusable");
    return new NodeUnusableException(name, reason, refusal);
  }
}
