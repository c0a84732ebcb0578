package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Machines that leave, against {@link BruteDeparture} on small random clusters. */
class DeparturePropertyTest {
  private final Solver solver = new ExactSolver();

  @Property(tries = 1000)
  void theHighestNumbersLeaveThatCan(@ForAll Random random) {
    Departure departure = departure(random);
    List<Constraint> constraints = new DepartureSearch(departure).constraints();
    Optional<SortedSet<Integer>> expected =
        new BruteDeparture(departure.machines(), constraints).preferred();
    DepartureAnswer answer = solver.remove(departure);
    Statistics.collect(expected.isPresent(), departure.named().isPresent());
    if (expected.isPresent()) {
      assertThat(answer).isEqualTo(new DepartureSolution(expected.get()));
    } else {
      assertThat(answer).isInstanceOf(Unsatisfiable.class);
    }
  }

  @Property(tries = 500)
  void explanationsAreConflictsOfWhichNothingCanBeLeftOut(@ForAll Random random) {
    Departure departure = departure(random);
    if (solver.remove(departure) instanceof Unsatisfiable unsatisfiable) {
      List<Constraint> conflict = unsatisfiable.constraints();
      assertThat(unsatisfiable.together()).isTrue();
      assertThat(unsatisfiable.minimal()).isTrue();
      assertThat(new DepartureSearch(departure).constraints()).containsAll(conflict);
      assertThat(new BruteDeparture(departure.machines(), conflict).satisfiable()).isFalse();
      for (Constraint one : conflict) {
        List<Constraint> others = new ArrayList<>(conflict);
        others.remove(one);
        assertThat(new BruteDeparture(departure.machines(), others).satisfiable()).isTrue();
      }
    }
  }

  @Property(tries = 500)
  void aSmallBudgetMakesNoAnswerWrong(@ForAll Random random) {
    Departure departure = departure(random);
    DepartureAnswer answer = new ExactSolver(1 + random.nextInt(5000)).remove(departure);
    Statistics.collect(answer.getClass().getSimpleName());
    if (answer instanceof DepartureSolution) {
      assertThat(answer).isEqualTo(solver.remove(departure));
    } else if (answer instanceof Unsatisfiable none && none.minimal()) {
      assertThat(answer).isEqualTo(solver.remove(departure));
    } else if (answer instanceof Unsatisfiable none) {
      assertThat(new BruteDeparture(departure.machines(), none.constraints()).satisfiable())
          .isFalse();
    }
  }

  private Departure departure(Random random) {
    int count = 1 + random.nextInt(5);
    LayoutProblem cluster = RandomProblems.rules(random, count, 1 + random.nextInt(8)).build();
    cluster = cluster.beside(cluster.machines(), List.of());
    List<Machine> machines = RandomMachines.of(random, solver, cluster);
    int leavers = random.nextInt(machines.size() + 2);
    if (random.nextInt(3) > 0 || leavers > machines.size()) {
      return Departure.of(cluster, machines, leavers);
    }
    List<Machine> shuffled = new ArrayList<>(machines);
    Collections.shuffle(shuffled, random);
    Set<Integer> named = new HashSet<>();
    shuffled.subList(0, leavers).forEach(machine -> named.add(machine.number()));
    return Departure.of(cluster, machines, named);
  }
}
