package io.cooperage.server.layout;

import io.cooperage.server.layout.LayoutProblem.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small random layout problems, of which about half have a layout. */
final class RandomProblems {
  private static final List<String> HARDWARE = List.of("h1", "h2", "h3");
  private static final List<String> IMAGES = List.of("i1", "i2");

  private RandomProblems() {}

  static LayoutProblem problem(Random random) {
    return rules(random, 1 + random.nextInt(4), random.nextInt(5)).build();
  }

  /** Rules for so many services and machines. */
  static Problems rules(Random random, int services, int machines) {
    List<String> names = IntStream.range(0, services).mapToObj(i -> "s" + i).toList();
    Problems problem =
        Problems.machines(machines)
            .services(new HashSet<>(names))
            .hardware(some(random, HARDWARE, 1).toArray(String[]::new))
            .images(some(random, IMAGES, 1).toArray(String[]::new));
    if (random.nextInt(3) == 0) {
      problem.must(some(random, names, 2));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      problem.cant(some(random, names, 2));
    }
    for (String name : names) {
      if (random.nextInt(4) > 0) {
        problem.rule(
            name,
            random.nextInt(4) == 0 ? some(random, HARDWARE, 1) : Set.of(),
            random.nextInt(4) == 0 ? some(random, IMAGES, 1) : Set.of(),
            quantity(random));
      }
    }
    if (random.nextInt(5) == 0) {
      problem.existing(1 + random.nextInt(2), some(random, names, 1).toArray(String[]::new));
    }
    return problem;
  }

  private static Quantity quantity(Random random) {
    Optional<Integer> min =
        random.nextInt(3) == 0 ? Optional.of(random.nextInt(3)) : Optional.empty();
    Optional<Integer> max =
        random.nextInt(2) == 0 ? Optional.of(min.orElse(1) + random.nextInt(3)) : Optional.empty();
    return new Quantity(min, max);
  }

  /** A random subset of at least so many, if there are. */
  static Set<String> some(Random random, List<String> all, int least) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int bound = Math.max(1, Math.min(3, all.size()) - least + 1);
    return shuffled.stream()
        .limit(least + random.nextInt(bound))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
