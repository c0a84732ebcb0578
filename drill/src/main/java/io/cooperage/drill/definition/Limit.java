package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of a figure the drill passes with. What guarantees demand needs no limit: no definition
 * can switch it off.
 *
 * @param clients whose figure; only of {@link Measured#OUTAGE}
 */
public record Limit(Measured figure, Optional<Clients> clients, Duration atMost) {

  /** What is limited. */
  public enum Measured {
    /** The longest time that clients were not served. */
    OUTAGE,
    /** Until the jobs of a lost datacenter work elsewhere. */
    TAKEOVER,
    /** Until a datacenter in the minority says so. */
    REFUSAL,
    /** The longest time without a task beginning or ending. */
    PAUSE;

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
              : "the limit of a %s has no \"clients\"".formatted(figure.wire()));
    }
  }
}
