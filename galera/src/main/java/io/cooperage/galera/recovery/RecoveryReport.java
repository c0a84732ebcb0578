package io.cooperage.galera.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recovery found and did.
 *
 * @param plan the last one that was made, with the evidence that it rests on
 * @param steps that were done, those that only led to the plan included
 * @param audits what was compared in the end
 * @param after how far each node is in the end, as far as it came to that
 * @param failure why it came to no end
 */
public record RecoveryReport(
    Instant began,
    Duration took,
    Outcome outcome,
    RecoveryPlan plan,
    List<StepResult> steps,
    List<AuditResult> audits,
    Map<String, GaleraPosition> after,
    Optional<String> failure) {

  public RecoveryReport {
    steps = List.copyOf(steps);
    audits = List.copyOf(audits);
    after = Map.copyOf(after);
  }

  /** How a recovery ends. */
  public enum Outcome {
    /** All nodes that can be reached are synced members already. */
    NOTHING_TO_DO,
    /**
     * It may lose something, or cannot know; nothing was changed, but nodes that might be stopped.
     */
    REFUSED,
    /** All nodes of the plan are synced members, and nothing is missing. */
    RECOVERED,
    /** They are, and something is missing: writers are still kept out. */
    INCOMPLETE,
    /** A step did not come about; run again, it goes on from there. */
    BROKEN_OFF
  }

  /** A step, what came of it, and how long it took. */
  public record StepResult(RecoveryStep step, String outcome, Duration took) {}

  /** An audit, and what it complains of. */
  public record AuditResult(String name, List<String> complaints) {

    public AuditResult {
      complaints = List.copyOf(complaints);
    }
  }

  /** Whether the cluster is whole as far as this was to make it so. */
  public boolean well() {
    return outcome == Outcome.NOTHING_TO_DO || outcome == Outcome.RECOVERED;
  }
}
