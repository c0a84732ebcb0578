package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.Refusal.Reason;
import io.cooperage.galera.recovery.Refusal.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds every reason not to go on. Pure. */
final class Refusals {

  private final Findings findings;
  private final List<Refusal> found = new ArrayList<>();

  private Refusals(Findings findings) {
    this.findings = findings;
  }

  static List<Refusal> of(Findings findings) {
    Refusals refusals = new Refusals(findings);
    if (findings.hasPrimary()) {
      refusals.besideAPrimary();
    } else {
      refusals.withoutAPrimary();
    }
    return List.copyOf(refusals.found);
  }

  private void besideAPrimary() {
    List<NodeEvidence> primaries = findings.primaries();
    Set<String> histories =
        primaries.stream()
            .filter(NodeEvidence::exact)
            .map(NodeEvidence::uuid)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean apart =
        primaries.stream().anyMatch(one -> one.members() > 0 && one.members() < primaries.size());
    if (histories.size() > 1 || apart) {
      splitBrain(primaries);
      return;
    }
    findings.kept().ifPresent(kept -> findings.candidates().forEach(node -> compare(node, kept)));
  }

  private void splitBrain(List<NodeEvidence> primaries) {
    found.add(
        new Refusal(
            Reason.SPLIT_BRAIN,
            names(primaries),
            "There are two Primary components: %s."
                .formatted(
                    primaries.stream()
                        .map(
                            one ->
                                "%s is one of %d members at %s"
                                    .formatted(one.node(), one.members(), position(one)))
                        .collect(Collectors.joining(", "))),
            "look again in a few seconds, for views change one node after the other; if it stays"
                + " so, keep writers away, decide which component to keep, stop the nodes of the"
                + " other, and run this again with --without for them",
            List.of()));
  }

  private void compare(NodeEvidence node, GaleraPosition kept) {
    if (!node.uuid().equals(kept.uuid())) {
      found.add(
          new Refusal(
              Reason.TWO_HISTORIES,
              List.of(node.node()),
              "%s holds the data of another cluster: it is at %s, the Primary component at %s."
                  .formatted(node.node(), position(node), kept),
              "save what only %s has; then it can be given up".formatted(node.node()),
              List.of(without(Set.of(node.node())))));
    } else if (node.seqno() > kept.seqno()) {
      found.add(
          new Refusal(
              Reason.AHEAD_OF_PRIMARY,
              List.of(node.node()),
              ("%s is at %s, beyond the Primary component at %s: that was begun by a node that was"
                      + " behind.")
                  .formatted(node.node(), position(node), kept),
              ("stop the nodes of the Primary component and run this again, so that %s begins the"
                      + " cluster")
                  .formatted(node.node()),
              List.of(without(Set.of(node.node())))));
    }
  }

  private void withoutAPrimary() {
    for (NodeEvidence node : findings.all()) {
      if (node.state() == NodeState.SILENT) {
        silent(node);
      } else if (!findings.givenUp(node)) {
        judge(node);
      }
    }
    twoHistories();
    if (found.isEmpty() && findings.toStop().isEmpty() && findings.candidates().isEmpty()) {
      found.add(
          new Refusal(
              Reason.NOTHING_LEFT,
              names(findings.all()),
              "No node is left that could begin the cluster.",
              "bring back a node that has data, or restore a backup",
              List.of()));
    }
  }

  private void silent(NodeEvidence node) {
    if (findings.overrides().stop().contains(node.node())) {
      return;
    }
    found.add(
        new Refusal(
            Reason.SILENT,
            List.of(node.node()),
            "%s runs and does not answer: it may be a member of a Primary component."
                .formatted(node.node()),
            "wait until it answers, or stop it; its data stays, and how far it goes is seen then",
            List.of(stop(node))));
  }

  private void judge(NodeEvidence node) {
    if (node.state() == NodeState.UNREACHABLE) {
      found.add(
          new Refusal(
              Reason.UNREACHABLE,
              List.of(node.node()),
              "%s cannot be reached: it may be serving, and it may have what no other node has."
                  .formatted(node.node()),
              "bring it back, or make sure that it is off and stays off",
              List.of(without(Set.of(node.node())))));
    } else if (node.position().isEmpty() || (!node.exact() && hasHistory(node))) {
      unknown(node);
    } else if (!node.exact()) {
      found.add(
          new Refusal(
              Reason.NO_HISTORY,
              List.of(node.node()),
              ("%s has no data of a cluster: it never begins one, and what it may have had is not"
                      + " there to compare.")
                  .formatted(node.node()),
              "put its data back if there is any",
              List.of(without(Set.of(node.node())))));
    }
  }

  private void unknown(NodeEvidence node) {
    if (findings.toStop().contains(node)) {
      return;
    }
    List<Way> ways = new ArrayList<>();
    if (node.state() == NodeState.NON_PRIMARY) {
      ways.add(stop(node));
    }
    ways.add(without(Set.of(node.node())));
    found.add(
        new Refusal(
            Reason.UNKNOWN_POSITION,
            List.of(node.node()),
            "How far the data of %s goes cannot be found: it may have what no other node has.%s"
                .formatted(node.node(), remarks(node)),
            "see its log and mend its data",
            ways));
  }

  private void twoHistories() {
    Set<String> histories = new TreeSet<>(findings.histories());
    if (histories.size() < 2) {
      return;
    }
    List<NodeEvidence> holders = findings.candidates();
    List<Way> ways = new ArrayList<>();
    for (String kept : histories) {
      ways.add(
          without(
              holders.stream()
                  .filter(node -> !node.uuid().equals(kept))
                  .map(NodeEvidence::node)
                  .collect(Collectors.toCollection(TreeSet::new))));
    }
    found.add(
        new Refusal(
            Reason.TWO_HISTORIES,
            names(holders),
            "The nodes hold the data of different clusters: %s."
                .formatted(
                    holders.stream()
                        .map(node -> node.node() + " is at " + position(node))
                        .collect(Collectors.joining(", "))),
            "decide whose data to keep, and save the other first",
            ways));
  }

  private Way without(Set<String> nodes) {
    RecoveryOverrides added = RecoveryOverrides.without(nodes);
    List<PossibleLoss> losses =
        findings.under(findings.overrides().and(added)).losses().stream()
            .filter(loss -> nodes.contains(loss.node()))
            .toList();
    return new Way(added, losses);
  }

  private static Way stop(NodeEvidence node) {
    return new Way(RecoveryOverrides.stop(Set.of(node.node())), List.of());
  }

  private static boolean hasHistory(NodeEvidence node) {
    return node.position().filter(GaleraPosition::hasHistory).isPresent();
  }

  private static String position(NodeEvidence node) {
    Optional<GaleraPosition> position = node.position();
    return position.map(GaleraPosition::toString).orElse("an unknown position");
  }

  private static String remarks(NodeEvidence node) {
    return node.remarks().isEmpty() ? "" : " " + String.join("; ", node.remarks()) + ".";
  }

  private static List<String> names(List<NodeEvidence> nodes) {
    return nodes.stream().map(NodeEvidence::node).toList();
  }
}
