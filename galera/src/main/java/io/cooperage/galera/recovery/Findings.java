package io.cooperage.galera.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What the evidence of all nodes amounts to, under some overrides. Pure. */
record Findings(List<NodeEvidence> all, RecoveryOverrides overrides) {

  Findings {
    all = List.copyOf(all);
  }

  Findings under(RecoveryOverrides others) {
    return new Findings(all, others);
  }

  List<NodeEvidence> primaries() {
    return all.stream().filter(node -> node.state().primary()).toList();
  }

  boolean hasPrimary() {
    return !primaries().isEmpty();
  }

  /** Those whose data matters. */
  List<NodeEvidence> counted() {
    return all.stream().filter(node -> !givenUp(node)).toList();
  }

  boolean givenUp(NodeEvidence node) {
    return overrides.without().contains(node.node()) && !node.state().primary();
  }

  /** Those that could begin the cluster, as far as only their own data goes. */
  List<NodeEvidence> candidates() {
    return counted().stream()
        .filter(node -> node.state() == NodeState.STOPPED || node.state() == NodeState.NON_PRIMARY)
        .filter(NodeEvidence::exact)
        .toList();
  }

  Set<String> histories() {
    return candidates().stream().map(NodeEvidence::uuid).collect(Collectors.toSet());
  }

  /**
   * Of equals one that runs, and of these the first, so that a broken-off start goes on as it was.
   */
  Optional<NodeEvidence> furthest() {
    return candidates().stream()
        .min(
            Comparator.comparingLong(NodeEvidence::seqno)
                .reversed()
                .thenComparing(node -> node.state() != NodeState.NON_PRIMARY));
  }

  /** How far the Primary component is; else how far it will be. Empty if that is not clear. */
  Optional<GaleraPosition> kept() {
    if (hasPrimary()) {
      return primaries().stream()
          .filter(NodeEvidence::exact)
          .max(Comparator.comparingLong(NodeEvidence::seqno))
          .flatMap(NodeEvidence::position);
    }
    return histories().size() == 1 ? furthest().flatMap(NodeEvidence::position) : Optional.empty();
  }

  /** Those that must be stopped before anything else can be seen or done. */
  List<NodeEvidence> toStop() {
    return all.stream()
        .filter(
            node ->
                (node.state() == NodeState.NON_PRIMARY && givenUp(node))
                    || (mayBeStopped(node) && !hasPrimary()))
        .toList();
  }

  private boolean mayBeStopped(NodeEvidence node) {
    boolean tellsNothing =
        node.state() == NodeState.SILENT
            || (node.state() == NodeState.NON_PRIMARY && !node.exact());
    return tellsNothing && overrides.stop().contains(node.node());
  }

  /** What the overrides give up; nothing of a node that has no more than what is kept. */
  List<PossibleLoss> losses() {
    return all.stream()
        .filter(this::givenUp)
        .filter(node -> !hasPrimary() || node.state() != NodeState.UNREACHABLE)
        .map(this::loss)
        .filter(loss -> loss.transactions().orElse(1) > 0)
        .toList();
  }

  private PossibleLoss loss(NodeEvidence node) {
    Optional<GaleraPosition> kept = kept();
    if (node.exact() && kept.isPresent()) {
      return counted(node, kept.get());
    }
    String after = kept.map(position -> " after " + position).orElse("");
    String why =
        switch (node.state()) {
          case UNREACHABLE ->
              "it cannot be reached, and if it is serving, its history goes on apart from this one";
          case SILENT -> "it says nothing";
          case STOPPED, NON_PRIMARY, UNSYNCED, SYNCED ->
              node.position().isPresent() ? "it has no data left" : "its data does not tell";
        };
    return new PossibleLoss(
        node.node(),
        OptionalLong.empty(),
        "every transaction%s that only %s had; how many, nobody can know: %s"
            .formatted(after, node.node(), why));
  }

  private static PossibleLoss counted(NodeEvidence node, GaleraPosition kept) {
    if (!node.uuid().equals(kept.uuid())) {
      return new PossibleLoss(
          node.node(),
          OptionalLong.of(node.seqno()),
          "the %d transactions of history %s that %s has"
              .formatted(node.seqno(), node.uuid(), node.node()));
    }
    long lost = Math.max(0, node.seqno() - kept.seqno());
    return new PossibleLoss(
        node.node(),
        OptionalLong.of(lost),
        "the %d transactions from %d to %d that only %s has"
            .formatted(lost, kept.seqno() + 1, node.seqno(), node.node()));
  }
}
