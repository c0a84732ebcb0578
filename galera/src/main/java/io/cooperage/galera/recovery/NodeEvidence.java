package io.cooperage.galera.recovery;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one node.
 *
 * @param position how far its data goes; empty if it has data and that cannot be found; {@link
 *     GaleraPosition#none} if it has none
 * @param source who said so
 * @param saved its {@code grastate.dat}, if that can be read
 * @param view its {@code gvwstate.dat}, if it has one
 * @param members that it sees in its component, itself included; 0 if it does not answer
 * @param remarks what is odd about it, for people
 */
public record NodeEvidence(
    String node,
    NodeState state,
    Optional<GaleraPosition> position,
    PositionSource source,
    Optional<SavedState> saved,
    Optional<SavedView> view,
    int members,
    List<String> remarks) {

  public NodeEvidence {
    remarks = List.copyOf(remarks);
  }

  /** Evidence of a node that has no files to read, or whose files were not read. */
  public static NodeEvidence of(String node, NodeState state, Optional<GaleraPosition> position) {
    return new NodeEvidence(
        node,
        state,
        position,
        position.isPresent() ? PositionSource.STATUS : PositionSource.NONE,
        Optional.empty(),
        Optional.empty(),
        0,
        List.of());
  }

  NodeEvidence withRemarks(List<String> said) {
    return new NodeEvidence(node, state, position, source, saved, view, members, said);
  }

  NodeEvidence withMembers(int seen) {
    return new NodeEvidence(node, state, position, source, saved, view, seen, remarks);
  }

  /** Whether it can be compared with others. */
  boolean exact() {
    return position.filter(GaleraPosition::exact).isPresent();
  }

  /** The last transaction of an exact position. */
  long seqno() {
    return position.orElseThrow().seqno();
  }

  /** The history of a position that has one. */
  String uuid() {
    return position.orElseThrow().uuid();
  }
}
