package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.List;

/**
 * A drill before it is run.
 *
 * @param hypothesis what is believed to happen, for readers
 * @param leadIn of load without a fault, in which the steady state must hold
 * @param timeline faults in the order of their times
 * @param leadOut of load after the last fault is healed
 * @param blackout whether no quorum of datacenters need be left
 */
public record DrillDefinition(
    String drill,
    String hypothesis,
    LoadShape load,
    Duration leadIn,
    List<Bound> steadyState,
    List<Step> timeline,
    Duration leadOut,
    List<Bound> guardrails,
    List<Limit> limits,
    boolean blackout) {

  private static final Duration LONGEST = Duration.ofHours(2);

  public DrillDefinition {
    steadyState = List.copyOf(steadyState);
    timeline = timeline.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList();
    guardrails = List.copyOf(guardrails);
    limits = List.copyOf(limits);
    if (timeline.isEmpty()) {
      throw new IllegalArgumentException("the timeline has no fault; a drill needs at least one");
    }
    if (length(leadIn, timeline, leadOut).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the drill takes %d s; two hours are the longest"
              .formatted(length(leadIn, timeline, leadOut).toSeconds()));
    }
  }

  /** From the first operation to the last, if healing took no time. */
  public Duration length() {
    return length(leadIn, timeline, leadOut);
  }

  private static Duration length(Duration leadIn, List<Step> timeline, Duration leadOut) {
    Duration last = timeline.stream().map(Step::until).max(Duration::compareTo).orElseThrow();
    return leadIn.plus(last).plus(leadOut);
  }
}
