package io.cooperage.galera.recovery;

import java.util.List;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param nodes that it is about
 * @param position that a node starts from, that it begins the cluster at, or that an audit wants
 *     everywhere at least
 * @param reason for people, with the values
 */
public record RecoveryStep(
    Action action, List<String> nodes, Optional<GaleraPosition> position, String reason) {

  public RecoveryStep {
    nodes = List.copyOf(nodes);
  }

  static RecoveryStep of(Action action, List<String> nodes, String reason) {
    return new RecoveryStep(action, nodes, Optional.empty(), reason);
  }

  /** The node of a step that is about one. */
  public String node() {
    return nodes.get(0);
  }

  /** What is done. */
  public enum Action {
    /** Ends processes; afterwards all is looked at anew. */
    STOP,
    /** Keeps writers out of what runs, and of what will be started. */
    FENCE,
    /** Takes bootstrap flags and remembered views away from stopped nodes. */
    CLEAR,
    /** A stopped node begins the cluster. */
    BOOTSTRAP,
    /** A running node forms a Primary component. */
    PROMOTE,
    /** A node becomes a synced member. */
    JOIN,
    /** The same for a node whose own data was given up. */
    REPLACE,
    /** Compares what the nodes have. */
    AUDIT,
    /** Lets writers in again. */
    RELEASE;

    /** Whether a Primary component comes of it. */
    public boolean founds() {
      return this == BOOTSTRAP || this == PROMOTE;
    }
  }
}
