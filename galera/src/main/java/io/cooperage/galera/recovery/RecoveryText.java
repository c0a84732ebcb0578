package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.RecoveryReport.AuditResult;
import io.cooperage.galera.recovery.RecoveryReport.StepResult;
import io.cooperage.galera.recovery.Refusal.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans and reports, for people. */
public final class RecoveryText {

  private RecoveryText() {}

  /** What was found, and what would be done or why nothing may be. */
  public static String of(RecoveryPlan plan) {
    StringBuilder text = new StringBuilder("Nodes:\n");
    plan.evidence().forEach(node -> text.append(node(node)));
    if (plan.refused()) {
      text.append("Refused:\n");
      plan.refusals().forEach(refusal -> text.append(refusal(refusal)));
      return text.toString();
    }
    plan.losses()
        .forEach(loss -> text.append("Given up with %s: %s%n".formatted(loss.node(), loss.what())));
    if (plan.steps().isEmpty()) {
      return text.append("Nothing to do.\n").toString();
    }
    text.append("Plan:\n");
    int number = 1;
    for (RecoveryStep step : plan.steps()) {
      text.append(
          "  %2d. %-9s %s: %s%n"
              .formatted(number++, step.action(), String.join(", ", step.nodes()), step.reason()));
    }
    if (plan.provisional()) {
      text.append("      Then all is looked at anew.\n");
    }
    return text.toString();
  }

  /** What was found and done. */
  public static String of(RecoveryReport report) {
    StringBuilder text =
        new StringBuilder(
            "Recovery of %s: %s in %s%n"
                .formatted(report.began(), words(report.outcome()), seconds(report.took())));
    text.append(of(report.plan()));
    if (!report.steps().isEmpty()) {
      text.append("Done:\n");
    }
    for (StepResult done : report.steps()) {
      text.append(
          "  %8s  %-9s %s: %s%n"
              .formatted(
                  seconds(done.took()),
                  done.step().action(),
                  String.join(", ", done.step().nodes()),
                  done.outcome()));
    }
    report.audits().forEach(audit -> text.append(audit(audit)));
    report.failure().ifPresent(failure -> text.append(failure).append('\n'));
    if (report.outcome() == RecoveryReport.Outcome.INCOMPLETE) {
      text.append(
          "Writers are still kept out. Once you know what is missing and accept it, let them in"
              + " by SET GLOBAL read_only = OFF on every node.\n");
    }
    return text.toString();
  }

  private static String node(NodeEvidence node) {
    List<String> facts = new ArrayList<>();
    facts.add(position(node));
    node.saved()
        .filter(SavedState::safeToBootstrap)
        .ifPresent(saved -> facts.add("safe_to_bootstrap"));
    node.view()
        .ifPresent(
            view ->
                facts.add(
                    "remembers view %d of %d members".formatted(view.number(), view.members())));
    facts.addAll(node.remarks());
    return "  %-8s %-12s %s%n"
        .formatted(node.node(), words(node.state()), String.join("; ", facts));
  }

  private static String position(NodeEvidence node) {
    if (node.position().isEmpty()) {
      return "position unknown";
    }
    GaleraPosition position = node.position().get();
    if (!position.hasHistory()) {
      return "no data";
    }
    return switch (node.source()) {
      case NONE -> position.toString();
      case STATE_FILE -> position + " by grastate.dat and storage";
      case STORAGE -> position + " by storage";
      case STATUS -> position + " by its status";
    };
  }

  private static String refusal(Refusal refusal) {
    StringBuilder text =
        new StringBuilder(
            "  %s%n    To mend it: %s.%n".formatted(refusal.what(), refusal.remedy()));
    for (Way way : refusal.ways()) {
      text.append("    Or %s, giving up %s.%n".formatted(way.overrides(), losses(way)));
    }
    return text.toString();
  }

  private static String losses(Way way) {
    return way.losses().isEmpty()
        ? "nothing"
        : way.losses().stream().map(PossibleLoss::what).collect(Collectors.joining("; "));
  }

  private static String audit(AuditResult audit) {
    return "Audit of %s: %s%n"
        .formatted(
            audit.name(),
            audit.complaints().isEmpty()
                ? "nothing is missing"
                : "\n  " + String.join("\n  ", audit.complaints()));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
