package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.NodeLayout;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The solver against {@link BruteForce} on small random problems. */
class ExactSolverPropertyTest {
  private static final List<String> HARDWARE = List.of("h1", "h2", "h3");
  private static final List<String> IMAGES = List.of("i1", "i2");

  private final Solver solver = new ExactSolver();

  @Property(tries = 500)
  void findsThePreferredLayoutIfThereIsOne(@ForAll Random random) {
    LayoutProblem problem = problem(random);
    Rules rules = Rules.of(problem);
    Optional<List<NodeLayout>> expected =
        new BruteForce(rules, rules.constraints()).solve(problem.machines());
    LayoutAnswer answer = solver.solve(problem);
    if (expected.isPresent()) {
      assertThat(answer).isEqualTo(new LayoutSolution(expected.get()));
    } else {
      assertThat(answer).isInstanceOf(Unsatisfiable.class);
    }
  }

  @Property(tries = 300)
  void explanationsAreConflictsOfWhichNothingCanBeLeftOut(@ForAll Random random) {
    LayoutProblem problem = problem(random);
    if (solver.solve(problem) instanceof Unsatisfiable unsatisfiable) {
      Rules rules = Rules.of(problem);
      List<Constraint> conflict = unsatisfiable.constraints();
      assertThat(unsatisfiable.together()).isTrue();
      assertThat(rules.constraints()).containsAll(conflict);
      assertThat(new BruteForce(rules, conflict).satisfiable()).isFalse();
      for (Constraint one : conflict) {
        List<Constraint> others = new ArrayList<>(conflict);
        others.remove(one);
        assertThat(new BruteForce(rules, others).satisfiable()).isTrue();
      }
    }
  }

  @Property(tries = 200)
  void orderOfTheInputDoesNotMatter(@ForAll Random random) {
    LayoutProblem problem = problem(random);
    LayoutProblem reversed =
        new LayoutProblem(
            problem.template(),
            problem.provider(),
            problem.machines(),
            new TreeSet<>(problem.services()).descendingSet(),
            problem.definitions(),
            problem.compatibility(),
            problem.hardwareTypes(),
            problem.imageTypes(),
            problem.hardwareType(),
            problem.imageType(),
            reversed(problem.mustCoexist()),
            reversed(problem.cantCoexist()),
            problem.serviceRules(),
            problem.size(),
            problem.existing());
    LayoutAnswer answer = solver.solve(problem);
    if (answer instanceof LayoutSolution) {
      assertThat(solver.solve(reversed)).isEqualTo(answer);
    } else {
      assertThat(solver.solve(reversed)).isInstanceOf(Unsatisfiable.class);
    }
  }

  private static List<Set<String>> reversed(List<Set<String>> groups) {
    List<Set<String>> reversed = new ArrayList<>(groups);
    Collections.reverse(reversed);
    return reversed;
  }

  private static LayoutProblem problem(Random random) {
    List<String> names = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> "s" + i).toList();
    Problems problem =
        Problems.machines(random.nextInt(5))
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
    return problem.build();
  }

  private static Quantity quantity(Random random) {
    Optional<Integer> min =
        random.nextInt(3) == 0 ? Optional.of(random.nextInt(3)) : Optional.empty();
    Optional<Integer> max =
        random.nextInt(2) == 0 ? Optional.of(min.orElse(1) + random.nextInt(3)) : Optional.empty();
    return new Quantity(min, max);
  }

  /** A random subset of at least so many, if there are. */
  private static Set<String> some(Random random, List<String> all, int least) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int bound = Math.max(1, Math.min(3, all.size()) - least + 1);
    return shuffled.stream()
        .limit(least + random.nextInt(bound))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
