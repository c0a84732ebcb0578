package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of a figure the drill passes with. What guarantees demand needs no limit: no definition
 * can switch it off.
 *
 * @param clients whose figure; only of {@link Measured#OUTAGE}
 * @param atMost of all but {@link Measured#CUTS}
 * @param atLeast of {@link Measured#CUTS} only
 */
public record Limit(
    Measured figure,
    Optional<Clients> clients,
    Optional<Duration> atMost,
    Optional<Integer> atLeast) {

  /** What is limited. */
  public enum Measured {
    /** The longest time that clients were not served. */
    OUTAGE,
    /** Until the jobs of a lost datacenter work elsewhere. */
    TAKEOVER,
    /** Until a datacenter in the minority says so. */
    REFUSAL,
    /** The longest time without a task beginning or ending. */
    PAUSE,
    /** How many COMMITs were cut. */
    CUTS;

    /** As definitions write it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Limit {
    if ((figure == Measured.OUTAGE) != clients.isPresent()) {
      throw new IllegalArgumentException(
          figure == Measured.OUTAGE
              ? "the limit of an outage needs \"clients\": survivors, global or all"
              : "the limit of %s has no \"clients\"".formatted(figure.wire()));
    }
    if (figure == Measured.CUTS) {
      requireCount(atMost, atLeast);
    } else if (atMost.isEmpty() || atLeast.isPresent()) {
      throw new IllegalArgumentException(
          "the limit of %s is a time that it takes at most: \"atMost\"".formatted(figure.wire()));
    }
  }

  private static void requireCount(Optional<Duration> atMost, Optional<Integer> atLeast) {
    if (atMost.isPresent() || atLeast.isEmpty() || atLeast.get() < 1) {
      throw new IllegalArgumentException(
          "the limit of cuts is how many there are at least: \"atLeast\", from 1 on");
    }
  }
}
