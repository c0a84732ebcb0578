package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.Locale;

/**
 * What clients bear at most: as a steady state, before any fault; as a guardrail, ever, or the
 * drill ends and everything is healed.
 *
 * @param above of {@link Measure#FAILURES} a share, such as {@code 5%}; else a time, such as {@code
 *     20s}
 */
public record Bound(Measure measure, Clients clients, String above) {

  /** What is measured of clients. */
  public enum Measure {
    /** For how long now somebody has been waiting and nobody was answered. */
    SILENCE,
    /** The 99th percentile of how long the operations took that ended in the last ten seconds. */
    SLOWNESS,
    /** The share of those operations that were not served. */
    FAILURES;

    /** As definitions write it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses what is not in the measure's unit. */
  public Bound {
    if (measure == Measure.FAILURES) {
      Quantities.share(above);
    } else {
      Quantities.time(above);
    }
  }

  /** Of a measure in time. */
  public Duration time() {
    return Quantities.time(above);
  }

  /** Of {@link Measure#FAILURES}. */
  public double share() {
    return Quantities.share(above);
  }

  /** {@code silence of survivors above 20s}. */
  @Override
  public String toString() {
    return "%s of %s above %s".formatted(measure.wire(), clients.wire(), above);
  }
}
