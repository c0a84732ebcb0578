package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.server.testing.Timings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times changes of clusters in the shapes of {@link SolverBenchmark}: a cluster of 20 or 29 of the
 * 30 services gets the others, and a cluster of all loses nine of ten machines. The machines are
 * numbered at random. A figure for each kind of change and answer; its values are the medians of
 * the shapes, its first call is the longest of them.
 */
public final class ChangesBenchmark {
  private static final int REPEATS = 7;
  private static final int FIRST = 1000;

  /** Of all shapes, by kind of change and answer. */
  private final Map<String, List<Timings>> timings = new TreeMap<>();

  private ChangesBenchmark() {}

  public static void main(String[] arguments) {
    new ChangesBenchmark().run(FigureWriter.open());
  }

  private void run(FigureWriter figures) {
    SolverBenchmark.shapes().values().forEach(this::measure);
    measureAddition(SolverBenchmark.loose(), randomMachines());
    timings.forEach((kind, all) -> figures.write(figure(kind, all)));
  }

  private static Figure figure(String kind, List<Timings> all) {
    String id = "changes." + kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return Figure.of(id, kind, "ms", all.stream().map(ChangesBenchmark::median).toList())
        .withFirst(all.stream().mapToDouble(Timings::first).max().orElseThrow())
        .withNote(all.size() + " shapes")
        .wanted(Bound.neverAbove(SolverBenchmark.MILLIS_WANTED));
  }

  private static double median(Timings timings) {
    return timings.next().stream().sorted().toList().get(REPEATS / 2);
  }

  private void measure(LayoutProblem problem) {
    for (int every : new int[] {3, 30}) {
      Set<String> before =
          problem.services().stream()
              .filter(name -> Integer.parseInt(name.substring(1)) % every > 0)
              .collect(Collectors.toSet());
      if (new ExactSolver().solve(problem.with(before)) instanceof LayoutSolution solution) {
        measureAddition(problem, numbered(solution.layouts()));
      }
    }
    if (new ExactSolver().solve(problem) instanceof LayoutSolution solution) {
      List<Machine> machines = numbered(solution.layouts());
      Departure departure = Departure.of(problem, machines, machines.size() / 10 * 9);
      time("remove 9 of 10 machines", () -> new ExactSolver().remove(departure));
    }
  }

  private void measureAddition(LayoutProblem problem, List<Machine> machines) {
    Addition addition = new Addition(problem, problem.services(), machines);
    int fresh = addition.fresh().size();
    time(
        "add " + fresh + (fresh == 1 ? " service" : " services"),
        () -> new ExactSolver().add(addition));
  }

  private void time(String change, Supplier<Object> question) {
    List<Object> answers = new ArrayList<>();
    Timings taken = Timings.of(REPEATS, () -> answers.add(question.get()));
    String kind = change + ": " + describe(answers.get(0));
    timings.computeIfAbsent(kind, one -> new ArrayList<>()).add(taken);
  }

  private static String describe(Object answer) {
    if (answer instanceof Unsatisfiable) {
      return "why it is impossible";
    }
    return answer instanceof AdditionSolution || answer instanceof DepartureSolution
        ? "what goes where"
        : "undecided";
  }

  static List<Machine> numbered(List<NodeLayout> layouts) {
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
