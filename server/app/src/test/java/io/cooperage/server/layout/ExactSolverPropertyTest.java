package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.NodeLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The solver against {@link BruteForce} on small random problems. */
class ExactSolverPropertyTest {
  private final Solver solver = new ExactSolver();

  @Property(tries = 500)
  void findsThePreferredLayoutIfThereIsOne(@ForAll Random random) {
    LayoutProblem problem = RandomProblems.problem(random);
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
    LayoutProblem problem = RandomProblems.problem(random);
    if (solver.solve(problem) instanceof Unsatisfiable unsatisfiable) {
      Rules rules = Rules.of(problem);
      List<Constraint> conflict = unsatisfiable.constraints();
      assertThat(unsatisfiable.together()).isTrue();
      assertThat(unsatisfiable.minimal()).isTrue();
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
    LayoutProblem problem = RandomProblems.problem(random);
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
}
