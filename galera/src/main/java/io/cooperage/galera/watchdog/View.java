package io.cooperage.galera.watchdog;

import java.util.Map;

/**
 * What a node said of itself and of its group.
 *
 * @param synced whether it is synced: no donor, not joining, not desynced
 * @param primary whether it is in the primary component
 * @param size members of the component, itself included
 * @param weight of the whole component
 * @param ownWeight its own part of that
 * @param index its place among the members, from 0; each member has another
 * @param receiveQueue write sets that wait to be applied
 * @param paused whether somebody has asked the group to pause
 * @param asksForPause whether that is this node
 * @param number of the view; the next one has a higher one
 * @param reforming whether the group is about to change: somebody is suspected, comes or leaves
 */
public record View(
    boolean synced,
    boolean primary,
    int size,
    int weight,
    int ownWeight,
    int index,
    long receiveQueue,
    boolean paused,
    boolean asksForPause,
    long number,
    boolean reforming) {

  private static final String SYNCED = "4";
  private static final String SETTLED = "OPERATIONAL";

  /**
   * Reads a node's status.
   *
   * @param status by name, without {@code wsrep_}
   */
  static View of(Map<String, String> status, int ownWeight) {
    int size = (int) number(status, "cluster_size", 0);
    return new View(
        SYNCED.equals(status.get("local_state")),
        "Primary".equalsIgnoreCase(status.get("cluster_status")),
        size,
        (int) number(status, "cluster_weight", size),
        ownWeight,
        (int) number(status, "local_index", 0),
        number(status, "local_recv_queue", 0),
        isTrue(status, "flow_control_active"),
        isTrue(status, "flow_control_requested"),
        number(status, "cluster_conf_id", 0),
        !SETTLED.equals(status.getOrDefault("evs_state", SETTLED)));
  }

  private static boolean isTrue(Map<String, String> status, String name) {
    return "true".equals(status.get(name));
  }

  private static long number(Map<String, String> status, String name, long otherwise) {
    String text = status.getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  /** Whether both are of the same members, who count for the same. */
  boolean sameGroup(View other) {
    return number == other.number
        && primary == other.primary
        && size == other.size
        && weight == other.weight
        && ownWeight == other.ownWeight
        && index == other.index;
  }

  /** Whether the others are more than half of the last view by themselves: Galera's own rule. */
  boolean othersKeepQuorum() {
    int others = weight - ownWeight;
    return size > 1 && others > 0 && 2 * others > weight;
  }
}
