package io.cooperage.server.layout;

import java.util.List;
import java.util.SortedSet;

/**
 * Added services as the search sees them. Machines with the same choice are of one kind; each kind
 * is a unit too, that is on all its machines and shares none with another kind, behind the units of
 * services. So machines that differ are searched like machines that do not.
 *
 * @param model of the machines that have a choice
 * @param groups the services of the units
 * @param intakes by machine class
 * @param kinds the unit of its kind by machine class, negative without a choice
 */
record AdditionModel(
    Model model, List<SortedSet<String>> groups, List<Intake> intakes, List<Integer> kinds) {
  AdditionModel {
    groups = List.copyOf(groups);
    intakes = List.copyOf(intakes);
    kinds = List.copyOf(kinds);
  }
}
