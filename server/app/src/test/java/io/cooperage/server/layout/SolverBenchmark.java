package io.cooperage.server.layout;

import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import io.cooperage.server.testing.Timings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times the solver on 10,000 machines with 30 constrained services, in friendly and unfriendly
 * shapes: the first time, when nothing is compiled for that shape, and the next ones.
 */
public final class SolverBenchmark {
  private static final int SERVICES = 30;
  private static final int MACHINES = 10_000;
  static final double MILLIS_WANTED = 500;
  private static final int REPEATS = 7;

  private SolverBenchmark() {}

  public static void main(String[] arguments) {
    FigureWriter figures = FigureWriter.open();
    int number = 0;
    for (Map.Entry<String, LayoutProblem> shape : shapes().entrySet()) {
      number++;
      figures.write(
          measure("solver.shape-%02d".formatted(number), shape.getKey(), shape.getValue()));
    }
  }

  static Map<String, LayoutProblem> shapes() {
    Map<String, LayoutProblem> shapes = new LinkedHashMap<>();
    shapes.put("no layout rules, only minimums", open(i -> Quantity.atLeast(1 + 37 * i)).build());
    shapes.put("no layout rules, small maximums", open(i -> Quantity.of(1, 400 + 10 * i)).build());
    shapes.put("no layout rules, maximums add up to the machines", exactMaximums().build());
    shapes.put("15 pairs", pairs().build());
    shapes.put("a chain of pairs", ring(open(i -> Quantity.of(1, 9000 - i)), 0, 30, false).build());
    shapes.put("a chain of pairs, minimums meet exactly", tightChain().build());
    shapes.put("all pairs, minimums add up to the machines", allPairs(MACHINES).build());
    shapes.put("all pairs, one machine too few", allPairs(MACHINES - 1).build());
    shapes.put("six rings of five, no machine to spare", rings(4000).build());
    shapes.put("six rings of five, one machine too few", rings(4001).build());
    shapes.put("ten groups of three", triples().build());
    shapes.put("30 random groups of three to five", randomGroups().build());
    for (int percent : new int[] {10, 30, 50, 70}) {
      shapes.put(percent + " % random pairs, one of each", randomPairs(percent, 1).build());
      shapes.put(percent + " % random pairs, minimums to 900", randomPairs(percent, 900).build());
    }
    shapes.put("12 hardware and 8 image types, random wishes", types(12, 8).build());
    shapes.put("random wishes and 20 % random pairs", typesAndPairs().build());
    shapes.put("two graphs that need one machine more than their program says", gap().build());
    return shapes;
  }

  private static Figure measure(String id, String shape, LayoutProblem problem) {
    Solver solver = new ExactSolver();
    Timings timings = Timings.of(REPEATS, () -> solver.solve(problem));
    return timings
        .figure(id, shape)
        .withNote(describe(solver.solve(problem)))
        .wanted(Bound.neverAbove(MILLIS_WANTED));
  }

  private static String describe(LayoutAnswer answer) {
    if (answer instanceof LayoutSolution solution) {
      return solution.layouts().size() + " node layouts";
    } else if (answer instanceof Unsatisfiable unsatisfiable) {
      return "none: " + unsatisfiable.constraints().size() + " constraints clash";
    }
    return "undecided";
  }

  static String name(int i) {
    return "s%02d".formatted(i);
  }

  private static Problems open(IntFunction<Quantity> quantity) {
    return open(MACHINES, quantity);
  }

  private static Problems open(int machines, IntFunction<Quantity> quantity) {
    Problems problem =
        Problems.machines(machines)
            .services(
                IntStream.range(0, SERVICES)
                    .mapToObj(SolverBenchmark::name)
                    .collect(Collectors.toSet()));
    for (int i = 0; i < SERVICES; i++) {
      problem.rule(name(i), quantity.apply(i));
    }
    return problem;
  }

  /** Ten services that go with each other; a tenth of the pairs with one of the others do not. */
  static LayoutProblem loose() {
    Random random = new Random(6);
    Problems problem = open(i -> Quantity.atLeast(1 + random.nextInt(300)));
    for (int i = 10; i < SERVICES; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextInt(100) < 10) {
          problem.cant(name(j), name(i));
        }
      }
    }
    return problem.build();
  }

  private static Problems exactMaximums() {
    return open(i -> Quantity.of(1, i == 0 ? 333 + 10 : 333));
  }

  private static Problems pairs() {
    Problems problem = open(i -> Quantity.atLeast(100 * (i + 1)));
    for (int i = 0; i < SERVICES; i += 2) {
      problem.cant(name(i), name(i + 1));
    }
    return problem;
  }

  private static Problems tightChain() {
    return ring(open(i -> Quantity.atLeast(i % 2 == 0 ? 6000 : 4000)), 0, SERVICES, false);
  }

  private static Problems allPairs(int sum) {
    Problems problem =
        open(i -> Quantity.atLeast(i == 0 ? MACHINES - 29 * 333 + MACHINES - sum : 333));
    for (int i = 0; i < SERVICES; i++) {
      for (int j = 0; j < i; j++) {
        problem.cant(name(j), name(i));
      }
    }
    return problem;
  }

  private static Problems ring(Problems problem, int from, int length, boolean closed) {
    for (int i = 0; i < length - (closed ? 0 : 1); i++) {
      problem.cant(name(from + i), name(from + (i + 1) % length));
    }
    return problem;
  }

  private static Problems rings(int minimum) {
    Problems problem = open(i -> Quantity.atLeast(minimum));
    for (int from = 0; from < SERVICES; from += 5) {
      ring(problem, from, 5, true);
    }
    return problem;
  }

  private static Problems triples() {
    Problems problem = open(i -> Quantity.atLeast(6000 + i));
    for (int i = 0; i < SERVICES; i += 3) {
      problem.cant(name(i), name(i + 1), name(i + 2));
    }
    return problem;
  }

  private static Problems randomGroups() {
    Random random = new Random(7);
    Problems problem = open(i -> Quantity.of(1 + random.nextInt(3000), 5000));
    for (int i = 0; i < 30; i++) {
      Set<String> group = new TreeSet<>();
      int size = 3 + random.nextInt(3);
      while (group.size() < size) {
        group.add(name(random.nextInt(SERVICES)));
      }
      problem.cant(group);
    }
    return problem;
  }

  private static Problems randomPairs(int percent, int most) {
    Random random = new Random(percent);
    Problems problem = open(i -> Quantity.atLeast(1 + random.nextInt(most)));
    return addPairs(problem, random, percent);
  }

  private static Problems addPairs(Problems problem, Random random, int percent) {
    for (int i = 0; i < SERVICES; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextInt(100) < percent) {
          problem.cant(name(j), name(i));
        }
      }
    }
    return problem;
  }

  private static Problems types(int hardware, int images) {
    Random random = new Random(3);
    List<String> hardwareNames = IntStream.range(0, hardware).mapToObj(i -> "h" + i).toList();
    List<String> imageNames = IntStream.range(0, images).mapToObj(i -> "i" + i).toList();
    Problems problem =
        open(i -> Quantity.ANY)
            .hardware(hardwareNames.toArray(String[]::new))
            .images(imageNames.toArray(String[]::new));
    for (int i = 0; i < SERVICES; i++) {
      problem.rule(
          name(i),
          half(hardwareNames, random),
          half(imageNames, random),
          Quantity.atLeast(1 + random.nextInt(500)));
    }
    return problem;
  }

  private static Set<String> half(List<String> names, Random random) {
    Set<String> half =
        names.stream().filter(name -> random.nextBoolean()).collect(Collectors.toSet());
    return half.isEmpty() ? Set.of(names.get(0)) : half;
  }

  private static Problems typesAndPairs() {
    return addPairs(types(6, 4), new Random(4), 20);
  }

  /** Twice the Grötzsch graph, and eight services that go with all. */
  private static Problems gap() {
    Problems problem = open(3, i -> Quantity.of(1, 50));
    for (int from : new int[] {0, 11}) {
      for (int i = 0; i < 5; i++) {
        int next = (i + 1) % 5;
        problem.cant(name(from + i), name(from + next));
        problem.cant(name(from + 5 + i), name(from + next));
        problem.cant(name(from + i), name(from + 5 + next));
        problem.cant(name(from + 5 + i), name(from + 10));
      }
    }
    return problem;
  }
}
