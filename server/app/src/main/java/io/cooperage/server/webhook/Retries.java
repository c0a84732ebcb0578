package io.cooperage.server.webhook;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;

/** When a failed event is tried again, and when it is not any more. Thread-safe. */
final class Retries {
  private static final double GROWTH = 2;
  private static final double JITTER = 0.2;

  private final IntervalFunction pauses;
  private final Duration retryFor;
  private final Duration disableAfter;

  Retries(WebhookConfig config) {
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            config.backoff().toMilliseconds(),
            GROWTH,
            JITTER,
            config.longestPause().toMilliseconds());
    this.retryFor = config.retryFor().toJavaDuration();
    this.disableAfter = config.disableAfter().toJavaDuration();
  }

  /** After one more failure at {@code now} of the event after the cursor's position. */
  Cursor afterFailure(Cursor before, long event, Instant now) {
    Instant next = now.plusMillis(pauses.apply(before.attempts() + 1));
    Cursor failed = before.failed(now, next);
    boolean over = failed.firstFailedAt().filter(first -> isOver(first, retryFor, now)).isPresent();
    return over ? before.gaveUp(event, now) : failed;
  }

  /** Nothing has got through for too long. */
  boolean isHopeless(Cursor cursor, Instant now) {
    return cursor.failingSince().filter(since -> isOver(since, disableAfter, now)).isPresent();
  }

  private static boolean isOver(Instant since, Duration time, Instant now) {
    return !now.isBefore(since.plus(time));
  }
}
