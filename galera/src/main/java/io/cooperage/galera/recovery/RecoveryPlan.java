package io.cooperage.galera.recovery;

import java.util.List;
import java.util.Optional;

/**
 * What to do, or why nothing may be done. With neither there is nothing to do.
 *
 * @param evidence that it rests on
 * @param refusals if any, there are no steps
 * @param steps in order
 * @param losses that the overrides accepted
 */
public record RecoveryPlan(
    List<NodeEvidence> evidence,
    List<Refusal> refusals,
    List<RecoveryStep> steps,
    List<PossibleLoss> losses) {

  public RecoveryPlan {
    evidence = List.copyOf(evidence);
    refusals = List.copyOf(refusals);
    steps = List.copyOf(steps);
    losses = List.copyOf(losses);
    if (!refusals.isEmpty() && !steps.isEmpty()) {
      throw new IllegalArgumentException("a plan that is refused has no steps");
    }
  }

  public boolean refused() {
    return !refusals.isEmpty();
  }

  /**
   * Whether all must be looked at anew after its steps, because only then can be seen what to do.
   */
  public boolean provisional() {
    return steps.stream().anyMatch(step -> step.action() == RecoveryStep.Action.STOP);
  }

  /** The step that makes a Primary component; empty if there is one already. */
  public Optional<RecoveryStep> founding() {
    return steps.stream().filter(step -> step.action().founds()).findFirst();
  }
}
