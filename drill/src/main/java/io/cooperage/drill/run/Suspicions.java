package io.cooperage.drill.run;

import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.history.FalseSuspicions;
import io.cooperage.drill.history.FalseSuspicions.Disturbance;
import io.cooperage.drill.history.ViewChange;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Whom the databases missed during a drill, and of whom no fault was the reason.
 *
 * @param losses the view changes in which somebody was missed
 * @param unexplained those of them that no fault explains
 */
record Suspicions(List<ViewChange> losses, List<ViewChange> unexplained) {

  /** By what the faults of a drill took, and when. */
  static Suspicions of(DrillPlan plan, List<Loss> faults, List<ViewChange> losses) {
    return new Suspicions(
        losses,
        FalseSuspicions.among(
            losses, faults.stream().map(fault -> disturbance(plan, fault)).toList()));
  }

  /** Who is silent for a moment when a fault ends may be missed a moment later. */
  private static Disturbance disturbance(DrillPlan plan, Loss fault) {
    Topology group = plan.topology();
    Duration late = group.suspect().plus(group.install()).plus(group.check()).plus(GroupWatch.SEEN);
    return new Disturbance(
        plan.disturbed(fault.step().fault()), fault.begun(), fault.over() + late.toNanos() / 1_000);
  }

  /**
   * How many there were.
   *
   * @param limit of those without a reason, if there is one
   */
  Figure figure(OptionalInt limit) {
    return Figure.within(
        "false suspicions",
        unexplained.size(),
        " of " + losses.size() + " view changes that lost a member",
        limit);
  }

  /** Each view change on a line. */
  List<String> describe() {
    return losses.stream().map(this::describe).toList();
  }

  private String describe(ViewChange change) {
    return String.format(
        Locale.ROOT,
        "%.1f s: %s without %s%s%s",
        change.at() / 1e6,
        String.join(", ", new TreeSet<>(change.members())),
        String.join(", ", new TreeSet<>(change.lost())),
        change.primary() ? "" : ", no quorum",
        unexplained.contains(change) ? ", a false suspicion" : "");
  }
}
