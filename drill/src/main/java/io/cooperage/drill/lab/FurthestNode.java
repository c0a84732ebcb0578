package io.cooperage.drill.lab;

import io.cooperage.galera.recovery.GaleraPosition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the stopped nodes begins the cluster again: the one whose data goes furthest. None does
 * while one that may go further cannot say how far it got.
 */
final class FurthestNode {

  private FurthestNode() {}

  /**
   * @param members the nodes that were members before, with how far their data goes if they know
   * @throws LabException if one does not know, if they hold the data of different clusters, or if
   *     there is none
   */
  static Datacenter of(Map<Datacenter, Optional<GaleraPosition>> members) {
    List<Datacenter> inOrder =
        members.keySet().stream().sorted(Comparator.comparing(Datacenter::number)).toList();
    for (Datacenter member : inOrder) {
      if (members.get(member).filter(GaleraPosition::exact).isEmpty()) {
        throw unknown(member);
      }
    }
    Set<String> histories =
        members.values().stream()
            .map(position -> position.orElseThrow().uuid())
            .collect(Collectors.toSet());
    if (histories.size() > 1) {
      throw new LabException(
          "The Galera nodes hold the data of different clusters: %s."
              .formatted(
                  inOrder.stream()
                      .map(member -> member + " " + members.get(member).orElseThrow())
                      .collect(Collectors.joining(", "))),
          "decide whose data to keep, remove .lab/dcN/galera of the others, and `make up` again");
    }
    // Of equals the first, so that a start that was broken off goes on as it began.
    return inOrder.stream()
        .max(
            Comparator.<Datacenter>comparingLong(
                    member -> members.get(member).orElseThrow().seqno())
                .thenComparing(Datacenter::number, Comparator.reverseOrder()))
        .orElseThrow(
            () ->
                new LabException(
                    "No Galera node holds data.", "`make down PURGE=1 && make up` begins anew"));
  }

  private static LabException unknown(Datacenter member) {
    return new LabException(
        ("The Galera node of %s was a member, and how far its data goes cannot be read: it may hold"
                + " what no other node has.")
            .formatted(member),
        ("see .lab/log/%1$s-galera.log and mend its data; or, giving up whatever only %1$s had"
                + " committed, remove .lab/%1$s/galera, and `make up` again")
            .formatted(member));
  }
}
