package io.cooperage.galera.node;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the local node said about itself when it was last looked at.
 *
 * @param usable whether transactions may be sent to it
 * @param reason why not, for people; "usable" if it is
 * @param reachable whether it answered at all
 * @param primary whether it belongs to the primary component (the majority)
 * @param ready its wsrep_ready
 * @param localState its wsrep_local_state: 1 joining, 2 donor, 3 joined, 4 synced; 0 unknown
 * @param clusterSize members that it sees
 * @param values all wsrep status values that it reported, by name without "wsrep_"
 * @param at when this was seen
 */
public record NodeStatus(
    boolean usable,
    String reason,
    boolean reachable,
    boolean primary,
    boolean ready,
    int localState,
    int clusterSize,
    Map<String, String> values,
    Instant at) {

  static final int DONOR = 2;
  static final int JOINED = 3;
  static final int SYNCED = 4;

  public NodeStatus {
    values = Map.copyOf(values);
  }

  static NodeStatus unreachable(String why, Instant at) {
    return new NodeStatus(false, why, false, false, false, 0, 0, Map.of(), at);
  }

  static NodeStatus of(Map<String, String> values, MonitorConfig config, Instant at) {
    boolean ready = "ON".equalsIgnoreCase(values.getOrDefault("ready", "OFF"));
    boolean primary = "Primary".equalsIgnoreCase(values.getOrDefault("cluster_status", ""));
    int state = (int) number(values, "local_state").orElse(0L).longValue();
    int size = (int) number(values, "cluster_size").orElse(0L).longValue();
    String reason = refusal(values, config, ready, primary, state).orElse("usable");
    return new NodeStatus(
        "usable".equals(reason), reason, true, primary, ready, state, size, values, at);
  }

  private static Optional<String> refusal(
      Map<String, String> values, MonitorConfig config, boolean ready, boolean primary, int state) {
    if (!primary) {
      return Optional.of(
          "the database node is not in the primary component (it sees a minority of the members)");
    }
    boolean stateServes = state == SYNCED || (isDonor(state) && config.usableAsDonor());
    if (!stateServes || !ready) {
      return Optional.of(
          "the database node is %s, not synced (wsrep_ready %s)"
              .formatted(
                  values.getOrDefault("local_state_comment", "in state " + state),
                  ready ? "ON" : "OFF"));
    }
    long queue = number(values, "local_recv_queue").orElse(0L);
    if (queue > config.maximumReceiveQueue()) {
      return Optional.of(
          "the database node lags: %d write sets wait to be applied (limit %d)"
              .formatted(queue, config.maximumReceiveQueue()));
    }
    return Optional.empty();
  }

  /** A donor is joined while it makes up for its leave; a newcomer is not ready until then. */
  private static boolean isDonor(int state) {
    return state == DONOR || state == JOINED;
  }

  /** A reported value as a whole number. */
  public Optional<Long> number(String name) {
    return number(values, name);
  }

  private static Optional<Long> number(Map<String, String> values, String name) {
    String text = values.getOrDefault(name, "");
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
