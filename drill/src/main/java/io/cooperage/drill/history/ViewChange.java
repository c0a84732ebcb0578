package io.cooperage.drill.history;

import java.util.Set;

/**
 * A view of the group of database nodes in which somebody of the one before is missed.
 *
 * @param at when it was seen, at the latest; microseconds on the drill's clock
 * @param primary whether its members may commit
 * @param members whose view it is, by datacenter
 * @param lost those whom they miss
 */
public record ViewChange(long at, boolean primary, Set<String> members, Set<String> lost) {

  public ViewChange {
    members = Set.copyOf(members);
    lost = Set.copyOf(lost);
  }
}
