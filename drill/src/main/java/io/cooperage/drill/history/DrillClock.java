package io.cooperage.drill.history;

import java.time.Duration;
import java.time.Instant;

/**
 * Microseconds since a drill's start on the monotonic clock, and their place in wall time (which
 * the journals of workers use). Thread-safe.
 */
public final class DrillClock {

  private final long originNanos = System.nanoTime();
  private final Instant origin = Instant.now();

  /** Microseconds since the start. */
  public long now() {
    return (System.nanoTime() - originNanos) / 1_000;
  }

  public Instant origin() {
    return origin;
  }

  /** The wall-clock time of {@code micros}. */
  public Instant instant(long micros) {
    return origin.plusNanos(micros * 1_000);
  }

  /** The drill's time of a wall-clock time. */
  public long micros(Instant instant) {
    return Duration.between(origin, instant).toNanos() / 1_000;
  }
}
