package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.Set;

/**
 * What the group of database nodes will make of a fault that comes, or is healed.
 *
 * @param healed whether the step's fault is healed; else it comes
 * @param primary who can commit then; empty: nobody
 * @param minority alive, but without the others: they refuse writes
 * @param lost those who could commit until then, and cannot now
 * @param stall for how long nobody can commit; from the failure detector's times, not from the load
 */
public record Forecast(
    Step step,
    boolean healed,
    Set<String> primary,
    Set<String> minority,
    Set<String> lost,
    Stall stall) {

  /** At least and at most. */
  public record Stall(Duration least, Duration most) {
    static final Stall NONE = new Stall(Duration.ZERO, Duration.ZERO);
  }

  /** From the end of the lead-in. */
  public Duration at() {
    return healed ? step.until() : step.at();
  }

  /** {@code kill dc2}, {@code heal kill dc2}. */
  public String event() {
    return (healed ? "heal " : "") + step.fault().what();
  }

  /** Whether somebody can commit. */
  public boolean survives() {
    return !primary.isEmpty();
  }
}
