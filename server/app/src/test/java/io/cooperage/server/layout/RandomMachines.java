package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Machines of a cluster for tests. */
final class RandomMachines {
  private static final int FIRST = 1000;

  private RandomMachines() {}

  /** As the solver lays them out, numbered at random; anyhow if it finds no layout. */
  static List<Machine> of(Random random, Solver solver, LayoutProblem cluster) {
    List<NodeLayout> layouts = new ArrayList<>();
    if (solver.solve(cluster) instanceof LayoutSolution solution && random.nextInt(8) > 0) {
      layouts.addAll(solution.layouts());
    } else {
      List<String> names = List.copyOf(new TreeSet<>(cluster.services()));
      for (int i = 0; i < cluster.machines(); i++) {
        layouts.add(
            new NodeLayout(
                1,
                names.isEmpty() ? Set.of() : RandomProblems.some(random, names, 1),
                "h" + (1 + random.nextInt(3)),
                "i" + (1 + random.nextInt(2))));
      }
    }
    List<Integer> numbers =
        IntStream.range(FIRST, FIRST + layouts.stream().mapToInt(NodeLayout::count).sum())
            .boxed()
            .collect(Collectors.toList());
    Collections.shuffle(numbers, random);
    return numbered(layouts, numbers);
  }

  static List<Machine> numbered(List<NodeLayout> layouts, List<Integer> numbers) {
    List<Machine> machines = new ArrayList<>();
    for (NodeLayout layout : layouts) {
      for (int i = 0; i < layout.count(); i++) {
        machines.add(
            new Machine(
                numbers.get(machines.size()),
                layout.services(),
                layout.hardwaretype(),
                layout.imagetype()));
      }
    }
    return machines;
  }
}
