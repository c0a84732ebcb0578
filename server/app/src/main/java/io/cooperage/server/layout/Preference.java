package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.Model.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the preferred layout of a model that has one: takes the earliest set of units with which
 * the remaining machines can still be laid out, as often as they can, and goes on with what
 * remains. Not thread-safe.
 */
final class Preference {
  private final Model model;
  private final Set<String> everywhere;
  private final SetSearch sets;
  private final long[] sizes;
  private final Outlook outlook;

  /**
   * @param everywhere the services that go on every machine
   */
  Preference(Model model, Set<String> everywhere, SetSearch sets, Coverage coverage) {
    this.model = model;
    this.everywhere = everywhere;
    this.sets = sets;
    this.sizes = model.units().stream().mapToLong(Unit::size).toArray();
    this.outlook = new Outlook(model, sets, coverage, sizes);
  }

  private record Choice(long set, String hardware, String image) {}

  List<NodeLayout> layouts() {
    List<NodeLayout> layouts = new ArrayList<>();
    Remainder remainder = Remainder.of(model);
    while (remainder.machines() > 0) {
      Choice choice = earliest(remainder);
      int times = outlook.most(remainder, choice.set(), remainder.machines());
      layouts.add(new NodeLayout(times, services(choice.set()), choice.hardware(), choice.image()));
      remainder = remainder.less(choice.set(), times);
    }
    return layouts;
  }

  private Set<String> services(long set) {
    Set<String> services = new TreeSet<>(everywhere);
    for (long rest = set; rest != 0; rest &= rest - 1) {
      services.addAll(model.units().get(Long.numberOfTrailingZeros(rest)).services());
    }
    return services;
  }

  /** The most preferred set that can be on a machine. */
  private Choice earliest(Remainder remainder) {
    List<Cut> cuts = outlook.cuts(remainder);
    while (true) {
      Choice choice = candidate(remainder, cuts);
      Optional<Cut> refusal = outlook.refusal(remainder, choice.set());
      if (refusal.isEmpty()) {
        return choice;
      }
      Outlook.add(cuts, refusal.get());
    }
  }

  /** The most preferred set that fulfils the conditions. */
  private Choice candidate(Remainder remainder, List<Cut> cuts) {
    long placeable = remainder.placeable();
    Limit limit = remainder.limit();
    long smallest = model.bare() ? -1 : 0;
    long largest = sets.heaviest(placeable, sizes, cuts, limit, smallest);
    if (largest == SetSearch.NONE) {
      throw new IllegalStateException("A remainder that can be laid out has no next set");
    }
    long size = SetSearch.sum(largest, sizes);
    Set<Long> seen = new HashSet<>();
    for (Type hardware : model.hardware()) {
      for (Type image : model.images()) {
        long accepted = placeable & hardware.units() & image.units();
        if (seen.add(accepted)) {
          long found = sets.heaviestWith(accepted, 0, sizes, cuts, limit, size - 1);
          if (found != SetSearch.NONE) {
            long first = outlook.first(accepted, 0, found, size, cuts, limit);
            return new Choice(first, hardware.name(), image.name());
          }
        }
      }
    }
    throw new IllegalStateException("A carriable set is accepted by no hardware and image");
  }
}
