package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times changes of clusters in the shapes of {@link SolverBenchmark}: a cluster of 20 or 29 of the
 * 30 services gets the others, and a cluster of all loses nine of ten machines. The machines are
 * numbered at random. Prints the first time and the median of the next ones, in milliseconds.
 */
public final class ChangesBenchmark {
  private static final int REPEATS = 7;
  private static final int FIRST = 1000;

  private ChangesBenchmark() {}

  public static void main(String[] arguments) {
    System.out.println("| shape | change | kinds of machines | answer | first ms | median ms |");
    System.out.println("|---|---|---:|---|---:|---:|");
    SolverBenchmark.shapes().forEach(ChangesBenchmark::measure);
    measureAddition("machines with random loads", SolverBenchmark.loose(), randomMachines());
  }

  private static void measure(String shape, LayoutProblem problem) {
    for (int every : new int[] {3, 30}) {
      Set<String> before =
          problem.services().stream()
              .filter(name -> Integer.parseInt(name.substring(1)) % every > 0)
              .collect(Collectors.toSet());
      if (new ExactSolver().solve(problem.with(before)) instanceof LayoutSolution solution) {
        measureAddition(shape, problem, numbered(solution.layouts()));
      }
    }
    if (new ExactSolver().solve(problem) instanceof LayoutSolution solution) {
      List<Machine> machines = numbered(solution.layouts());
      Departure departure = Departure.of(problem, machines, machines.size() / 10 * 9);
      print(shape, "remove 9 of 10", machines, () -> new ExactSolver().remove(departure));
    }
  }

  private static void measureAddition(String shape, LayoutProblem problem, List<Machine> machines) {
    Addition addition = new Addition(problem, problem.services(), machines);
    print(shape, "add " + addition.fresh().size(), machines, () -> new ExactSolver().add(addition));
  }

  private static void print(
      String shape, String change, List<Machine> machines, Supplier<Object> question) {
    long begin = System.nanoTime();
    Object answer = question.get();
    double first = (System.nanoTime() - begin) / 1e6;
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < REPEATS; i++) {
      begin = System.nanoTime();
      answer = question.get();
      times.add((System.nanoTime() - begin) / 1e6);
    }
    Collections.sort(times);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %s | %.1f | %.1f |%n",
        shape,
        change,
        MachineClass.of(machines).size(),
        describe(answer, machines),
        first,
        times.get(REPEATS / 2));
  }

  private static String describe(Object answer, List<Machine> machines) {
    if (answer instanceof AdditionSolution solution) {
      Map<Integer, Set<String>> loads = new HashMap<>();
      machines.forEach(machine -> loads.put(machine.number(), machine.services()));
      return loads.entrySet().stream()
              .map(entry -> List.of(entry.getValue(), solution.on(entry.getKey())))
              .distinct()
              .count()
          + " node layouts";
    } else if (answer instanceof DepartureSolution solution) {
      return solution.numbers().size() + " leave";
    } else if (answer instanceof Unsatisfiable unsatisfiable) {
      return "none: " + unsatisfiable.constraints().size() + " constraints clash";
    }
    return "undecided";
  }

  private static List<Machine> numbered(List<NodeLayout> layouts) {
    int count = layouts.stream().mapToInt(NodeLayout::count).sum();
    List<Integer> numbers =
        IntStream.range(FIRST, FIRST + count).boxed().collect(Collectors.toList());
    Collections.shuffle(numbers, new Random(1));
    return RandomMachines.numbered(layouts, numbers);
  }

  /** Thirty random loads of ten services. */
  private static List<Machine> randomMachines() {
    Random random = new Random(5);
    List<NodeLayout> layouts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Set<String> load =
          IntStream.range(0, 10)
              .filter(n -> random.nextBoolean())
              .mapToObj(SolverBenchmark::name)
              .collect(Collectors.toSet());
      layouts.add(new NodeLayout(333, load, "small", "debian"));
    }
    return numbered(layouts);
  }
}
