package io.cooperage.provisioner.worker;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.cooperage.api.TaskResult;
import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts results until one of three things: accepted, refused for good, or the lease is over (then
 * the task is no longer ours to settle). Thread-safe.
 */
final class ResultPoster {
  /** What became of a result. */
  enum Outcome {
    ACCEPTED,
    STALE,
    REFUSED,
    LEASE_OVER
  }

  private static final Logger LOG = LoggerFactory.getLogger(ResultPoster.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, LONGEST_PAUSE);

  private final WorkerApi api;
  private final Meter retries;

  ResultPoster(WorkerApi api, MetricRegistry metrics) {
    this.api = api;
    this.retries = metrics.meter("results.retries");
  }

  Outcome post(RunningTask task, TaskResult result) throws InterruptedException {
    Retry retry = Retry.of("finish " + task.assignment().task(), retryWhileOurs(task));
    retry
        .getEventPublisher()
        .onRetry(
            event -> {
              retries.mark();
              LOG.info(
                  "Posting the result of {} again in {} ms: {}",
                  task.reference(),
                  event.getWaitInterval().toMillis(),
                  String.valueOf(event.getLastThrowable()));
            });
    try {
      retry.executeCallable(
          () -> {
            api.finish(task.assignment().task(), result);
            return null;
          });
      return Outcome.ACCEPTED;
    } catch (InterruptedException e) {
      throw e;
    } catch (ServerException e) {
      return settle(task, e);
    } catch (Exception e) {
      throw new IllegalStateException("Posting the result of " + task.reference() + " failed", e);
    }
  }

  private static Outcome settle(RunningTask task, ServerException refusal) {
    return switch (refusal.kind()) {
      case STALE -> {
        LOG.warn("The result of {} came too late: {}", task.reference(), refusal.getMessage());
        yield Outcome.STALE;
      }
      case UNKNOWN, REFUSED -> {
        LOG.error("The result of {} was refused: {}", task.reference(), refusal.getMessage());
        yield Outcome.REFUSED;
      }
      case TRY_AGAIN -> {
        LOG.warn("The lease ended before the result of {} was accepted", task.reference());
        yield Outcome.LEASE_OVER;
      }
    };
  }

  private static RetryConfig retryWhileOurs(RunningTask task) {
    return RetryConfig.custom()
        .maxAttempts(Integer.MAX_VALUE)
        .intervalBiFunction(pauseThatServersAskFor())
        .retryOnException(
            failure ->
                failure instanceof ServerException refusal
                    && refusal.kind() == ServerException.Kind.TRY_AGAIN
                    && !task.session().lease().isOver())
        .build();
  }

  private static IntervalBiFunction<Object> pauseThatServersAskFor() {
    return (attempt, either) -> Math.max(BACK_OFF.apply(Math.min(attempt, 16)), asked(either));
  }

  private static long asked(Either<Throwable, Object> either) {
    return either.isLeft() && either.getLeft() instanceof ServerException refusal
        ? refusal.retryAfter().map(after -> min(after, LONGEST_PAUSE).toMillis()).orElse(0L)
        : 0L;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
