package io.cooperage.galera.recovery;

import java.util.List;

/**
 * Why no plan is made.
 *
 * @param nodes that are the reason
 * @param what is so, with the values
 * @param remedy what to do about it
 * @param ways to go on all the same; empty if there is none that is safe
 */
public record Refusal(
    Reason reason, List<String> nodes, String what, String remedy, List<Way> ways) {

  public Refusal {
    nodes = List.copyOf(nodes);
    ways = List.copyOf(ways);
  }

  /** Kinds of refusals. */
  public enum Reason {
    /** A node cannot be reached: it may be serving, and may have what no other has. */
    UNREACHABLE,
    /** A node runs and says nothing of itself: it may be serving. */
    SILENT,
    /** A node has no data; what it had, it had. */
    NO_HISTORY,
    /** How far a node's data goes cannot be found. */
    UNKNOWN_POSITION,
    /** Nodes hold the data of different clusters. */
    TWO_HISTORIES,
    /** A node has transactions that the Primary component does not have. */
    AHEAD_OF_PRIMARY,
    /** There are two Primary components. */
    SPLIT_BRAIN,
    /** No node is left that could begin the cluster. */
    NOTHING_LEFT
  }

  /**
   * One way to go on.
   *
   * @param losses that this accepts; empty if it can lose nothing
   */
  public record Way(RecoveryOverrides overrides, List<PossibleLoss> losses) {

    public Way {
      losses = List.copyOf(losses);
    }
  }
}
