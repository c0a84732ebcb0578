package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.RecoveryReport.AuditResult;
import io.cooperage.galera.recovery.RecoveryReport.Outcome;
import io.cooperage.galera.recovery.RecoveryReport.StepResult;
import io.cooperage.galera.recovery.RecoveryStep.Action;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings a cluster back after a total blackout. Every call looks at the nodes first, so one that
 * was broken off is resumed by calling again. One recovery at a time goes on: others are refused.
 */
public final class Recovery {

  private static final int STOP_ROUNDS = 3;

  private final RecoverySite site;
  private final Path journal;
  private final RecoveryLimits limits;
  private final RecoveryProgress progress;
  private final Clock clock;
  private final EvidenceCollector collector;
  private final StepRunner runner;

  /**
   * @param journal a file that all recoveries of these nodes share: their lock, and the memory of
   *     one that was broken off
   */
  public Recovery(
      RecoverySite site,
      Path journal,
      RecoveryLimits limits,
      RecoveryProgress progress,
      Clock clock) {
    this.site = site;
    this.journal = journal;
    this.limits = limits;
    this.progress = progress;
    this.clock = clock;
    this.collector = new EvidenceCollector(site, limits.look());
    this.runner = new StepRunner(site, collector, progress);
  }

  /**
   * What {@link #run} would do now. Storage of stopped nodes is asked, which has it do its crash
   * recovery; nothing else is changed.
   */
  public RecoveryPlan plan(RecoveryOverrides overrides) {
    try (RecoveryJournal held = RecoveryJournal.take(journal)) {
      return look(overrides, held);
    }
  }

  /**
   * Makes a plan and carries it out. What does not come about is in the report.
   *
   * @param audits what else must be there in the end; each is asked after all nodes are synced
   * @throws RecoveryException if another recovery is under way
   */
  public RecoveryReport run(RecoveryOverrides overrides, List<RecoveryAudit> audits) {
    try (RecoveryJournal held = RecoveryJournal.take(journal)) {
      return new Run(held, overrides, audits, true).all();
    }
  }

  /**
   * Sees to it that there is a Primary component, and leaves it to the caller to start the other
   * nodes. Writers are not kept out. A recovery that was broken off is carried to its end.
   */
  public RecoveryReport found(RecoveryOverrides overrides) {
    try (RecoveryJournal held = RecoveryJournal.take(journal)) {
      return new Run(held, overrides, List.of(), held.unfinished()).all();
    }
  }

  /** Whether one was begun before and has not come to its end. */
  public boolean unfinished() {
    try (RecoveryJournal held = RecoveryJournal.take(journal)) {
      return held.unfinished();
    }
  }

  private RecoveryPlan look(RecoveryOverrides overrides, RecoveryJournal held) {
    progress.begin("look at " + String.join(", ", site.nodes()), limits.look());
    RecoveryPlan plan = RecoveryPlanner.plan(collector.collect(), overrides, held.unfinished());
    progress.end(
        plan.refused() ? plan.refusals().size() + " refusals" : plan.steps().size() + " steps");
    return plan;
  }

  private final class Run {

    private final RecoveryJournal held;
    private final RecoveryOverrides overrides;
    private final List<RecoveryAudit> audits;
    private final boolean whole;
    private final Instant began = clock.instant();
    private final List<StepResult> done = new ArrayList<>();
    private final List<AuditResult> audited = new ArrayList<>();
    private final Map<String, GaleraPosition> after = new TreeMap<>();
    private RecoveryPlan plan;

    Run(
        RecoveryJournal held,
        RecoveryOverrides overrides,
        List<RecoveryAudit> audits,
        boolean whole) {
      this.held = held;
      this.overrides = overrides;
      this.audits = audits;
      this.whole = whole;
    }

    RecoveryReport all() {
      plan = look(overrides, held);
      try {
        for (int round = 0; plan.provisional(); round++) {
          requireFew(round);
          plan.steps().forEach(this::perform);
          plan = look(overrides, held);
        }
        if (plan.refused()) {
          return report(Outcome.REFUSED, Optional.empty());
        }
        for (RecoveryStep step : plan.steps()) {
          if (whole || step.action().founds() || step.action() == Action.CLEAR) {
            perform(step);
          }
          if (complaints()) {
            return report(Outcome.INCOMPLETE, Optional.empty());
          }
        }
        return report(done.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.RECOVERED, Optional.empty());
      } catch (RecoveryException e) {
        progress.end("broken off");
        return report(Outcome.BROKEN_OFF, Optional.of(e.getMessage()));
      }
    }

    private void requireFew(int rounds) {
      if (rounds == STOP_ROUNDS) {
        throw new RecoveryException(
            "After %d rounds there are still nodes to be stopped: something starts them again."
                .formatted(rounds),
            "turn off what does (systemctl stop mariadb), and run this again");
      }
    }

    private boolean complaints() {
      return audited.stream().anyMatch(audit -> !audit.complaints().isEmpty());
    }

    private void perform(RecoveryStep step) {
      long start = System.nanoTime();
      progress.begin(step.action() + " " + String.join(", ", step.nodes()), bound(step));
      String outcome = outcome(step);
      progress.end(outcome);
      done.add(new StepResult(step, outcome, Duration.ofNanos(System.nanoTime() - start)));
    }

    private Duration bound(RecoveryStep step) {
      return switch (step.action()) {
        case BOOTSTRAP, PROMOTE -> limits.begin();
        case JOIN, REPLACE -> limits.join();
        case STOP, FENCE, CLEAR, AUDIT, RELEASE -> limits.agree();
      };
    }

    private String outcome(RecoveryStep step) {
      return switch (step.action()) {
        case STOP -> runner.stop(step.node());
        case FENCE -> {
          held.begin();
          yield runner.fence(step.nodes());
        }
        case CLEAR -> runner.clear(evidence(step.nodes()));
        case BOOTSTRAP, PROMOTE -> found(step);
        case JOIN, REPLACE -> runner.join(step, held.unfinished(), limits.join());
        case AUDIT -> audit(step);
        case RELEASE -> {
          String released = runner.release(step.nodes());
          held.finish();
          yield released;
        }
      };
    }

    private String found(RecoveryStep step) {
      runner.requireUnchanged(plan.evidence());
      NodeEvidence founder = evidence(step.nodes()).get(0);
      return step.action() == Action.PROMOTE
          ? runner.promote(founder, limits.begin())
          : runner.bootstrap(founder, held.unfinished(), limits.begin());
    }

    private List<NodeEvidence> evidence(List<String> nodes) {
      return plan.evidence().stream().filter(node -> nodes.contains(node.node())).toList();
    }

    private String audit(RecoveryStep step) {
      audited.add(new AuditResult(Agreement.NAME, agreement(step)));
      for (RecoveryAudit audit : audits) {
        audited.add(new AuditResult(audit.name(), audit.complaints(site, step.nodes())));
      }
      long complaints = audited.stream().mapToLong(audit -> audit.complaints().size()).sum();
      return complaints == 0 ? "nothing is missing: " + after : complaints + " complaints";
    }

    /** Counters need a moment after the last node came. */
    private List<String> agreement(RecoveryStep step) {
      long end = System.nanoTime() + limits.agree().toNanos();
      while (true) {
        Map<String, Map<String, String>> statuses = new TreeMap<>();
        step.nodes().forEach(node -> statuses.put(node, collector.status(node)));
        statuses.forEach((node, status) -> after.put(node, Agreement.position(status)));
        List<String> complaints =
            Agreement.complaints(statuses, step.position(), held.unfinished());
        if (complaints.isEmpty() || System.nanoTime() > end) {
          return complaints;
        }
        StepRunner.pause();
      }
    }

    private RecoveryReport report(Outcome outcome, Optional<String> failure) {
      Duration took = Duration.between(began, clock.instant());
      return new RecoveryReport(began, took, outcome, plan, done, audited, after, failure);
    }
  }
}
