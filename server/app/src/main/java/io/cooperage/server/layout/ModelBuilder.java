package io.cooperage.server.layout;

import io.cooperage.server.layout.Model.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes a model from some of the constraints of a problem. Without the constraint on machines there
 * are as many as the services need; without the one on types there is also a type that only
 * services without wishes accept. Not thread-safe.
 */
final class ModelBuilder {
  private static final String ANY_OTHER = "";

  private final Rules rules;
  private final Conditions conditions;

  private ModelBuilder(Rules rules, Conditions conditions) {
    this.rules = rules;
    this.conditions = conditions;
  }

  static Model build(Rules rules, Collection<Constraint> constraints) {
    return new ModelBuilder(rules, new Conditions(constraints)).build();
  }

  /** How many groups of services have to be placed; a model holds {@link Model#MAX_UNITS}. */
  static int units(Rules rules, Collection<Constraint> constraints) {
    return new Conditions(constraints).groups(rules.constrained()).size();
  }

  private Model build() {
    List<SortedSet<String>> groups = conditions.groups(rules.constrained());
    int count =
        conditions
            .machines()
            .orElseGet(
                () ->
                    (int)
                        Math.min(
                            Integer.MAX_VALUE / 2, groups.stream().mapToLong(this::atLeast).sum()));
    Map<String, Integer> unitOf = new HashMap<>();
    for (int unit = 0; unit < groups.size(); unit++) {
      for (String service : groups.get(unit)) {
        unitOf.put(service, unit);
      }
    }
    long[] conflicts = conflicts(unitOf);
    List<Type> hardwareTypes = types(groups, conditions.allowedHardware(), conditions.hardware());
    List<Type> imageTypes = types(groups, conditions.allowedImages(), conditions.images());
    long placeable =
        accepted(hardwareTypes)
            & accepted(imageTypes)
            & ~Arrays.stream(conflicts)
                .filter(conflict -> Long.bitCount(conflict) == 1)
                .reduce(0, (a, b) -> a | b);
    List<Unit> units = new ArrayList<>();
    for (int unit = 0; unit < groups.size(); unit++) {
      int max = Math.min(count, atMost(groups.get(unit)));
      boolean placed = (placeable & (1L << unit)) != 0;
      units.add(
          new Unit(groups.get(unit), atLeast(groups.get(unit)), placed ? max : Math.min(0, max)));
    }
    return new Model(count, conditions.bare(), units, conflicts, hardwareTypes, imageTypes);
  }

  private int atLeast(Set<String> group) {
    return group.stream()
        .mapToInt(service -> conditions.least(service) - rules.used().getOrDefault(service, 0))
        .map(bound -> Math.max(0, bound))
        .max()
        .orElse(0);
  }

  private int atMost(Set<String> group) {
    return group.stream()
        .filter(service -> conditions.most(service) < Integer.MAX_VALUE)
        .mapToInt(service -> conditions.most(service) - rules.used().getOrDefault(service, 0))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Plain loops: an explanation makes this model about twice for each of its constraints. */
  private long[] conflicts(Map<String, Integer> unitOf) {
    long[] masks = new long[conditions.apart().size()];
    int count = 0;
    for (Set<String> group : conditions.apart()) {
      for (String service : group) {
        masks[count] |= 1L << unitOf.get(service);
      }
      count++;
    }
    return minimal(masks);
  }

  /** The masks that contain no other. */
  static long[] minimal(long[] masks) {
    return withoutSupersets(sortedOnce(masks));
  }

  private static long[] sortedOnce(long[] masks) {
    Arrays.sort(masks);
    int distinct = 0;
    for (long mask : masks) {
      if (distinct == 0 || masks[distinct - 1] != mask) {
        masks[distinct++] = mask;
      }
    }
    return Arrays.copyOf(masks, distinct);
  }

  /** A conflict that contains another says nothing new. Pairs, the most, are not compared. */
  private static long[] withoutSupersets(long[] masks) {
    long alone =
        Arrays.stream(masks).filter(mask -> Long.bitCount(mask) == 1).reduce(0, (a, b) -> a | b);
    return Arrays.stream(masks)
        .filter(mask -> Long.bitCount(mask) == 1 || (mask & alone) == 0)
        .filter(
            mask ->
                Long.bitCount(mask) < 3
                    || Arrays.stream(masks).noneMatch(o -> o != mask && (o & ~mask) == 0))
        .toArray();
  }

  private static List<Type> types(
      List<SortedSet<String>> groups,
      Optional<Set<String>> allowed,
      Map<String, Set<String>> wishes) {
    SortedSet<String> names = new TreeSet<>();
    allowed.ifPresentOrElse(
        names::addAll,
        () -> {
          names.add(ANY_OTHER);
          wishes.values().forEach(names::addAll);
        });
    Function<String, Type> type =
        name -> {
          long accepting = 0;
          for (int unit = 0; unit < groups.size(); unit++) {
            if (groups.get(unit).stream()
                .allMatch(service -> wishes.getOrDefault(service, Set.of(name)).contains(name))) {
              accepting |= 1L << unit;
            }
          }
          return new Type(name, accepting);
        };
    return names.stream().map(type).toList();
  }

  private static long accepted(List<Type> types) {
    return types.stream().mapToLong(Type::units).reduce(0, (a, b) -> a | b);
  }
}
