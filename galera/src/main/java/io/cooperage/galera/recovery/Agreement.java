package io.cooperage.galera.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether all nodes say the same of themselves. Pure. */
final class Agreement {

  static final String NAME = "counters of committed transactions";

  private Agreement() {}

  /**
   * @param statuses of each node, without "wsrep_"
   * @param wanted at least, everywhere
   * @param still whether nobody writes, so that all counters must be the same
   */
  static List<String> complaints(
      Map<String, Map<String, String>> statuses, Optional<GaleraPosition> wanted, boolean still) {
    List<String> complaints = new ArrayList<>();
    Map<String, Long> counters = new TreeMap<>();
    statuses.forEach(
        (node, status) -> {
          GaleraPosition at = position(status);
          counters.put(node, at.seqno());
          if (EvidenceCollector.state(status) != NodeState.SYNCED) {
            complaints.add(node + " is not a synced member");
          } else if (wanted.isPresent() && !at.uuid().equals(wanted.get().uuid())) {
            complaints.add(
                "%s is at %s, another history than %s".formatted(node, at, wanted.get()));
          } else if (wanted.isPresent() && at.seqno() < wanted.get().seqno()) {
            complaints.add("%s is at %s, behind %s".formatted(node, at, wanted.get()));
          }
        });
    if (still && counters.values().stream().distinct().count() > 1) {
      complaints.add("nobody writes, and the counters differ: " + counters);
    }
    return complaints;
  }

  static GaleraPosition position(Map<String, String> status) {
    String committed = status.getOrDefault("last_committed", "");
    return new GaleraPosition(
        status.getOrDefault("cluster_state_uuid", GaleraPosition.none().uuid()),
        committed.matches("\\d{1,18}") ? Long.parseLong(committed) : -1);
  }
}
