package io.cooperage.server.layout;

import java.util.List;

/**
 * Machines that leave, as the search for layouts sees them. To leave is a unit as well: a machine
 * carries it, or the services that it has. Only services that too many leavers could bring below
 * their minimum matter; machines with the same of these are of one kind, which is a unit that all
 * of them carry, and none of another kind.
 *
 * @param kinds the unit of its kind by machine class
 * @param leave the unit of those that leave
 */
record DepartureModel(Model model, List<Integer> kinds, int leave) {
  DepartureModel {
    kinds = List.copyOf(kinds);
  }

  /** What a machine of a class carries if it leaves. */
  long leaver(int machines) {
    return 1L << leave | 1L << kinds.get(machines);
  }
}
