package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many steps answers take that once took seconds, and what is said when they are too few. */
class BudgetTest {
  private static final long FEW = 4_000_000;

  @ParameterizedTest
  @ValueSource(ints = {30, 50, 70})
  void whyMachinesOfManyKindsCannotLeaveIsFoundInFewSteps(int percent) {
    LayoutProblem problem =
        SolverBenchmark.shapes().get(percent + " % random pairs, minimums to 900");
    List<Machine> machines =
        ChangesBenchmark.numbered(((LayoutSolution) new ExactSolver().solve(problem)).layouts());

    DepartureAnswer answer =
        new ExactSolver(FEW).remove(Departure.of(problem, machines, machines.size() / 10 * 9));

    assertThat(answer)
        .isInstanceOfSatisfying(Unsatisfiable.class, none -> assertThat(none.minimal()).isTrue());
  }

  @Test
  void anExplanationThatIsTooLongSaysThatSomeOfItMayNotMatter() {
    LayoutProblem problem = SolverBenchmark.shapes().get("all pairs, one machine too few");
    Unsatisfiable whole = (Unsatisfiable) new ExactSolver().solve(problem);
    Unsatisfiable cut = (Unsatisfiable) new ExactSolver(2_000_000).solve(problem);

    assertThat(whole.minimal()).isTrue();
    assertThat(whole.detail()).doesNotContain("may not matter");
    assertThat(cut.minimal()).isFalse();
    assertThat(cut.constraints()).containsAll(whole.constraints());
    assertThat(cut.detail())
        .endsWith(". Some of these may not matter: finding out which ended at its budget.");
  }
}
