package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Added services against {@link BruteAddition} on small random clusters. */
class AdditionPropertyTest {
  private final Solver solver = new ExactSolver();

  @Property(tries = 1000)
  void findsThePreferredAdditionIfThereIsOne(@ForAll Random random) {
    Addition addition = addition(random);
    AdditionSearch search = new AdditionSearch(addition);
    Optional<SortedMap<Integer, Set<String>>> expected =
        brute(addition, search, search.constraints()).preferred();
    AdditionAnswer answer = solver.add(addition);
    Statistics.collect(expected.isPresent());
    if (expected.isPresent()) {
      assertThat(answer).isEqualTo(new AdditionSolution(expected.get()));
    } else {
      assertThat(answer).isInstanceOf(Unsatisfiable.class);
    }
  }

  @Property(tries = 500)
  void explanationsAreConflictsOfWhichNothingCanBeLeftOut(@ForAll Random random) {
    Addition addition = addition(random);
    if (solver.add(addition) instanceof Unsatisfiable unsatisfiable) {
      AdditionSearch search = new AdditionSearch(addition);
      List<Constraint> conflict = unsatisfiable.constraints();
      assertThat(unsatisfiable.together()).isTrue();
      assertThat(unsatisfiable.minimal()).isTrue();
      assertThat(search.constraints()).containsAll(conflict);
      assertThat(brute(addition, search, conflict).satisfiable()).isFalse();
      for (Constraint one : conflict) {
        List<Constraint> others = new ArrayList<>(conflict);
        others.remove(one);
        assertThat(brute(addition, search, others).satisfiable()).isTrue();
      }
    }
  }

  @Property(tries = 300)
  void largerOnesAreDecidedAndKeepTheRules(@ForAll Random random) {
    Addition addition = addition(random, 4 + random.nextInt(8), 5 + random.nextInt(60));
    AdditionSearch search = new AdditionSearch(addition);
    AdditionAnswer answer = solver.add(addition);
    if (answer instanceof AdditionSolution solution) {
      Statistics.collect("possible");
      assertThat(brute(addition, search, search.constraints()).holds(solution.added())).isTrue();
    } else {
      assertThat(answer).isInstanceOf(Unsatisfiable.class);
    }
  }

  @Property(tries = 200)
  void orderOfTheMachinesDoesNotMatter(@ForAll Random random) {
    Addition addition = addition(random);
    List<Machine> shuffled = new ArrayList<>(addition.machines());
    Collections.shuffle(shuffled, random);
    assertThat(solver.add(new Addition(addition.cluster(), addition.services(), shuffled)))
        .isEqualTo(solver.add(addition));
  }

  private static BruteAddition brute(
      Addition addition, AdditionSearch search, List<Constraint> constraints) {
    return new BruteAddition(
        addition.machines(), search.placed(), search.everywhere(), constraints);
  }

  /** A cluster that mostly was laid out by the rules, and services that mostly are new to it. */
  private Addition addition(Random random) {
    return addition(random, 2 + random.nextInt(4), 1 + random.nextInt(4));
  }

  private Addition addition(Random random, int count, int size) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
    LayoutProblem cluster = RandomProblems.rules(random, count, size).build();
    cluster = cluster.beside(cluster.machines(), List.of());
    Set<String> added = new HashSet<>(RandomProblems.some(random, names, 1));
    Set<String> before = new HashSet<>(names);
    before.removeAll(added);
    List<Machine> machines = RandomMachines.of(random, solver, cluster.with(before));
    return new Addition(cluster, added, machines);
  }
}
