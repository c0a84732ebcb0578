package io.cooperage.drill.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of a figure the drill passes with. What guarantees demand needs no limit: no definition
 * can switch it off.
 *
 * @param clients whose figure; only of {@link Measured#OUTAGE}
 * @param atMost of {@link Measured#FALSE_SUSPICIONS} a count, such as {@code 0}; of all others but
 *     {@link Measured#CUTS} a time, such as {@code 3s}
 * @param atLeast of {@link Measured#CUTS} only
 */
public record Limit(
    Measured figure,
    Optional<Clients> clients,
    Optional<String> atMost,
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
    CUTS,
    /** View changes of the databases in which a member was missed that no fault had taken. */
    @JsonProperty("false-suspicions")
    FALSE_SUSPICIONS;

    /** As definitions write it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Refuses what is not in the figure's unit. */
  public Limit {
    if ((figure == Measured.OUTAGE) != clients.isPresent()) {
      throw new IllegalArgumentException(
          figure == Measured.OUTAGE
              ? "the limit of an outage needs \"clients\": survivors, global or all"
              : "the limit of %s has no \"clients\"".formatted(figure.wire()));
    }
    switch (figure) {
      case CUTS -> requireCount(atMost, atLeast);
      case FALSE_SUSPICIONS -> Quantities.count(only(figure, "a count", atMost, atLeast));
      case OUTAGE, TAKEOVER, REFUSAL, PAUSE ->
          Quantities.time(only(figure, "a time", atMost, atLeast));
    }
  }

  private static void requireCount(Optional<String> atMost, Optional<Integer> atLeast) {
    if (atMost.isPresent() || atLeast.isEmpty() || atLeast.get() < 1) {
      throw new IllegalArgumentException(
          "the limit of cuts is how many there are at least: \"atLeast\", from 1 on");
    }
  }

  private static String only(
      Measured figure, String unit, Optional<String> atMost, Optional<Integer> atLeast) {
    if (atMost.isEmpty() || atLeast.isPresent()) {
      throw new IllegalArgumentException(
          "the limit of %s is %s that it takes at most: \"atMost\"".formatted(figure.wire(), unit));
    }
    return atMost.get();
  }

  /** Of a figure in time. */
  public Duration time() {
    return Quantities.time(atMost.orElseThrow());
  }

  /** Of {@link Measured#FALSE_SUSPICIONS}. */
  public int count() {
    return Quantities.count(atMost.orElseThrow());
  }
}
