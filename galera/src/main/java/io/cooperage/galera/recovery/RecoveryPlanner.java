package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.RecoveryStep.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides how a cluster comes back. Pure. It begins a cluster only where no Primary component
 * exists or may exist, with one node, whose data goes at least as far as that of any other; it
 * refuses whenever that cannot be known.
 */
public final class RecoveryPlanner {

  private RecoveryPlanner() {}

  /**
   * @param evidence of every member that the cluster is meant to have, each once
   * @param unfinished whether a recovery was begun before that has not come to its end
   * @throws IllegalArgumentException if an override names a node that there is not
   */
  public static RecoveryPlan plan(
      List<NodeEvidence> evidence, RecoveryOverrides overrides, boolean unfinished) {
    requireKnown(evidence, overrides);
    Findings findings = new Findings(evidence, overrides);
    List<Refusal> refusals = Refusals.of(findings);
    List<RecoveryStep> steps =
        refusals.isEmpty() ? new Steps(findings, unfinished).all() : List.of();
    return new RecoveryPlan(
        evidence, refusals, steps, refusals.isEmpty() ? findings.losses() : List.of());
  }

  private static void requireKnown(List<NodeEvidence> evidence, RecoveryOverrides overrides) {
    Set<String> known = evidence.stream().map(NodeEvidence::node).collect(Collectors.toSet());
    Set<String> named = new TreeSet<>(overrides.without());
    named.addAll(overrides.stop());
    for (String node : named) {
      if (!known.contains(node)) {
        throw new IllegalArgumentException(
            "There is no node %s; there are %s."
                .formatted(node, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private record Steps(Findings findings, boolean unfinished) {

    List<RecoveryStep> all() {
      if (!findings.toStop().isEmpty()) {
        return findings.toStop().stream().map(this::stop).toList();
      }
      List<RecoveryStep> steps = new ArrayList<>();
      Optional<NodeEvidence> founder =
          findings.hasPrimary() ? Optional.empty() : findings.furthest();
      List<RecoveryStep> joins = joins(founder);
      if (founder.isEmpty() && joins.isEmpty() && !unfinished) {
        return steps;
      }
      // Where a Primary component serves already, writers are let be.
      founder.ifPresent(node -> steps.add(fence()));
      clear().ifPresent(steps::add);
      founder.ifPresent(node -> steps.add(found(node)));
      steps.addAll(joins);
      steps.add(audit());
      if (founder.isPresent() || unfinished) {
        steps.add(
            RecoveryStep.of(
                Action.RELEASE, reached(), "writers may come back when the audit has passed"));
      }
      return steps;
    }

    private RecoveryStep stop(NodeEvidence node) {
      return RecoveryStep.of(
          Action.STOP,
          List.of(node.node()),
          findings.givenUp(node)
              ? "its data is given up, and it will get that of the others"
              : "it says nothing of itself; how far its data goes is seen when it has stopped");
    }

    private List<String> reached() {
      return findings.all().stream()
          .filter(node -> node.state() != NodeState.UNREACHABLE)
          .map(NodeEvidence::node)
          .toList();
    }

    private RecoveryStep fence() {
      return RecoveryStep.of(
          Action.FENCE,
          reached(),
          "nodes are read-only from here on, so that nothing is written before the audit");
    }

    private Optional<RecoveryStep> clear() {
      List<NodeEvidence> stopped =
          findings.all().stream().filter(node -> node.state() == NodeState.STOPPED).toList();
      if (stopped.isEmpty()) {
        return Optional.empty();
      }
      List<String> flags =
          stopped.stream()
              .filter(node -> node.saved().filter(SavedState::safeToBootstrap).isPresent())
              .map(NodeEvidence::node)
              .toList();
      List<String> views =
          stopped.stream().filter(node -> node.view().isPresent()).map(NodeEvidence::node).toList();
      return Optional.of(
          RecoveryStep.of(
              Action.CLEAR,
              stopped.stream().map(NodeEvidence::node).toList(),
              "no node begins by itself: safe_to_bootstrap is set at %s, a view remembered at %s"
                  .formatted(listed(flags), listed(views))));
    }

    private RecoveryStep found(NodeEvidence node) {
      boolean runs = node.state() == NodeState.NON_PRIMARY;
      return new RecoveryStep(
          runs ? Action.PROMOTE : Action.BOOTSTRAP,
          List.of(node.node()),
          node.position(),
          "no Primary component is anywhere, and no node goes further than %d%s"
              .formatted(node.seqno(), runs ? "; it runs already" : ""));
    }

    private List<RecoveryStep> joins(Optional<NodeEvidence> founder) {
      return findings.all().stream()
          .filter(node -> node.state() != NodeState.UNREACHABLE)
          .filter(node -> node.state() != NodeState.SYNCED)
          .filter(node -> !founder.equals(Optional.of(node)))
          .sorted(
              Comparator.comparing(findings::givenUp)
                  .thenComparing(node -> node.state() == NodeState.STOPPED)
                  .thenComparing(node -> node.exact() ? -node.seqno() : 1))
          .map(this::join)
          .toList();
    }

    private RecoveryStep join(NodeEvidence node) {
      if (node.state() != NodeState.STOPPED) {
        return RecoveryStep.of(
            Action.JOIN, List.of(node.node()), "it runs already, and becomes a member by itself");
      }
      if (findings.givenUp(node)) {
        return RecoveryStep.of(
            Action.REPLACE,
            List.of(node.node()),
            "its own data is given up: it gets a whole copy (SST)");
      }
      Optional<GaleraPosition> own = node.position().filter(GaleraPosition::exact);
      return new RecoveryStep(Action.JOIN, List.of(node.node()), own, transfer(own));
    }

    private String transfer(Optional<GaleraPosition> own) {
      Optional<GaleraPosition> kept = findings.kept();
      if (own.isEmpty() || kept.isEmpty()) {
        return "how far its data goes is not known: it gets a whole copy (SST)";
      }
      return ("it lacks %d transactions: it gets just what it lacks (IST) if a member still has it,"
              + " else a whole copy (SST)")
          .formatted(kept.get().seqno() - own.get().seqno());
    }

    private RecoveryStep audit() {
      Optional<GaleraPosition> kept = findings.kept();
      return new RecoveryStep(
          Action.AUDIT,
          reached(),
          kept,
          "all nodes have the same, and at least %s"
              .formatted(kept.map(GaleraPosition::toString).orElse("what one has")));
    }

    private static String listed(List<String> nodes) {
      return nodes.isEmpty() ? "none" : String.join(", ", nodes);
    }
  }
}
