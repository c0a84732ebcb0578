package io.cooperage.drill.history;

import java.util.List;
import java.util.Set;

/** A member of the group is missed only when something has stopped it, or cut it off. */
public final class FalseSuspicions {

  private FalseSuspicions() {}

  /**
   * A time in which members may be missed, and may miss others; microseconds on the drill's clock.
   *
   * @param from when a fault began
   * @param until when its effects were over
   */
  public record Disturbance(Set<String> members, long from, long until) {

    public Disturbance {
      members = Set.copyOf(members);
    }

    private boolean explains(long at, String viewer, String lost) {
      return from <= at && at <= until && (members.contains(viewer) || members.contains(lost));
    }
  }

  /**
   * The view changes in which somebody is missed without a cause. That a member which the others
   * have left out is alone in a view of its own, is the same once more, and does not count.
   */
  public static List<ViewChange> among(List<ViewChange> losses, List<Disturbance> disturbances) {
    List<ViewChange> unexplained =
        losses.stream().filter(loss -> !explained(loss, disturbances)).toList();
    return unexplained.stream().filter(loss -> !mirrored(loss, unexplained)).toList();
  }

  private static boolean explained(ViewChange change, List<Disturbance> disturbances) {
    return change.lost().stream()
        .allMatch(
            lost ->
                change.members().stream()
                    .allMatch(
                        viewer ->
                            disturbances.stream()
                                .anyMatch(one -> one.explains(change.at(), viewer, lost))));
  }

  private static boolean mirrored(ViewChange change, List<ViewChange> others) {
    return !change.primary()
        && others.stream()
            .filter(ViewChange::primary)
            .anyMatch(other -> other.lost().containsAll(change.members()));
  }
}
