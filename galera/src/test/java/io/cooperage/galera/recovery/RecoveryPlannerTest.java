package io.cooperage.galera.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.galera.recovery.RecoveryStep.Action;
import io.cooperage.galera.recovery.Refusal.Reason;
import io.cooperage.galera.recovery.Refusal.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class RecoveryPlannerTest {

  private static final String ONE = "d6e617a6-e4df-11f1-8ef8-de2f221b4ba9";
  private static final String OTHER = "0f0f0f0f-e4df-11f1-8ef8-de2f221b4ba9";

  /** Some nodes in some state, and what an operator takes upon himself. */
  record Case(List<NodeEvidence> nodes, RecoveryOverrides overrides, boolean unfinished) {

    RecoveryPlan plan() {
      return RecoveryPlanner.plan(nodes, overrides, unfinished);
    }

    NodeEvidence node(String name) {
      return nodes.stream().filter(node -> node.node().equals(name)).findFirst().orElseThrow();
    }

    boolean primarySeen() {
      return nodes.stream().anyMatch(node -> node.state().primary());
    }

    /** One of which nobody knows whether it serves, and that nobody has given up. */
    boolean primaryPossible() {
      return nodes.stream()
          .anyMatch(
              node ->
                  node.state() == NodeState.SILENT
                      || (node.state() == NodeState.UNREACHABLE
                          && !overrides.without().contains(node.node())));
    }

    Case with(RecoveryOverrides more) {
      return new Case(nodes, overrides.and(more), unfinished);
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Optional<GaleraPosition>> positions =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(0, 20).map(n -> at(ONE, n))),
            Tuple.of(1, Arbitraries.longs().between(0, 20).map(n -> at(OTHER, n))),
            Tuple.of(1, Arbitraries.just(at(ONE, -1))),
            Tuple.of(1, Arbitraries.just(Optional.of(GaleraPosition.none()))),
            Tuple.of(1, Arbitraries.just(Optional.empty())));
    Arbitrary<NodeState> states =
        Arbitraries.frequency(
            Tuple.of(8, NodeState.STOPPED),
            Tuple.of(3, NodeState.NON_PRIMARY),
            Tuple.of(1, NodeState.SILENT),
            Tuple.of(1, NodeState.UNREACHABLE),
            Tuple.of(1, NodeState.UNSYNCED),
            Tuple.of(1, NodeState.SYNCED));
    Arbitrary<NodeEvidence> nodes =
        Combinators.combine(states, positions, Arbitraries.integers().between(0, 5))
            .as(RecoveryPlannerTest::evidence);
    Arbitrary<Set<Integer>> some = Arbitraries.integers().between(0, 4).set().ofMaxSize(3);
    return Combinators.combine(
            nodes.list().ofMinSize(1).ofMaxSize(5), some, some, Arbitraries.of(true, false))
        .as(RecoveryPlannerTest::named);
  }

  private static NodeEvidence evidence(
      NodeState state, Optional<GaleraPosition> position, int members) {
    boolean told = state != NodeState.UNREACHABLE && state != NodeState.SILENT;
    return NodeEvidence.of("?", state, told ? position : Optional.empty())
        .withMembers(state.primary() ? members : 0);
  }

  private static Case named(
      List<NodeEvidence> nodes, Set<Integer> without, Set<Integer> stop, boolean unfinished) {
    List<NodeEvidence> named = new ArrayList<>();
    for (NodeEvidence node : nodes) {
      String name = "dc" + named.size();
      named.add(NodeEvidence.of(name, node.state(), node.position()).withMembers(node.members()));
    }
    return new Case(
        named,
        new RecoveryOverrides(names(without, nodes.size()), names(stop, nodes.size())),
        unfinished);
  }

  private static Set<String> names(Set<Integer> numbers, int size) {
    return numbers.stream()
        .filter(number -> number < size)
        .map(number -> "dc" + number)
        .collect(Collectors.toSet());
  }

  @Property(tries = 5000)
  void neverBeginsWhereAPrimaryIsOrMayBe(@ForAll("cases") Case given) {
    if (given.primarySeen() || given.primaryPossible()) {
      assertThat(given.plan().founding()).isEmpty();
    }
  }

  @Property(tries = 5000)
  void whoBeginsHasHistoryAndIsBehindNobodyThatCounts(@ForAll("cases") Case given) {
    RecoveryPlan plan = given.plan();
    plan.founding()
        .ifPresent(
            step -> {
              NodeEvidence founder = given.node(step.node());
              assertThat(founder.position().orElseThrow().exact()).isTrue();
              assertThat(given.overrides().without()).doesNotContain(founder.node());
              assertThat(step.position()).isEqualTo(founder.position());
              assertThat(step.action())
                  .isEqualTo(
                      founder.state() == NodeState.STOPPED ? Action.BOOTSTRAP : Action.PROMOTE);
              for (NodeEvidence node : given.nodes()) {
                if (!given.overrides().without().contains(node.node())) {
                  assertThat(node.exact()).as("position of %s", node.node()).isTrue();
                  assertThat(node.uuid()).isEqualTo(founder.uuid());
                  assertThat(node.seqno()).isLessThanOrEqualTo(founder.seqno());
                }
              }
            });
  }

  @Property(tries = 5000)
  void exactlyOneBeginsUnlessRefusedOrNothingIsToBegin(@ForAll("cases") Case given) {
    RecoveryPlan plan = given.plan();
    Statistics.label("begins").collect(plan.founding().isPresent());
    Statistics.label("begins").coverage(cover -> cover.check(true).percentage(share -> share > 5));
    long founders = plan.steps().stream().filter(step -> step.action().founds()).count();
    boolean begins = !plan.refused() && !plan.provisional() && !given.primarySeen();
    assertThat(founders).isEqualTo(begins ? 1 : 0);
  }

  @Property(tries = 5000)
  void everyNodeThatIsReachedBecomesAMember(@ForAll("cases") Case given) {
    RecoveryPlan plan = given.plan();
    if (plan.refused() || plan.provisional()) {
      return;
    }
    List<String> members = new ArrayList<>();
    for (RecoveryStep step : plan.steps()) {
      if (step.action().founds()
          || step.action() == Action.JOIN
          || step.action() == Action.REPLACE) {
        members.addAll(step.nodes());
      }
    }
    given.nodes().stream()
        .filter(node -> node.state() == NodeState.SYNCED)
        .forEach(node -> members.add(node.node()));
    assertThat(members)
        .containsExactlyInAnyOrderElementsOf(
            given.nodes().stream()
                .filter(node -> node.state() != NodeState.UNREACHABLE)
                .map(NodeEvidence::node)
                .toList());
  }

  @Property(tries = 5000)
  void flagsGoFirstAndWritersComeBackLast(@ForAll("cases") Case given) {
    RecoveryPlan plan = given.plan();
    List<Action> actions = plan.steps().stream().map(RecoveryStep::action).toList();
    plan.founding()
        .ifPresent(
            founding -> {
              assertThat(actions.get(0)).isEqualTo(Action.FENCE);
              assertThat(actions.subList(actions.size() - 2, actions.size()))
                  .containsExactly(Action.AUDIT, Action.RELEASE);
            });
    Set<String> started = new TreeSet<>();
    for (RecoveryStep step : plan.steps()) {
      if (step.action() == Action.CLEAR) {
        assertThat(started).isEmpty();
        assertThat(step.nodes())
            .containsExactlyElementsOf(
                given.nodes().stream()
                    .filter(node -> node.state() == NodeState.STOPPED)
                    .map(NodeEvidence::node)
                    .toList());
      }
      if (step.action().founds() || step.action() == Action.JOIN) {
        started.addAll(step.nodes());
      }
    }
    boolean starts =
        started.stream().anyMatch(name -> given.node(name).state() == NodeState.STOPPED);
    assertThat(actions.contains(Action.CLEAR) || !starts).isTrue();
  }

  @Property(tries = 5000)
  void everyRefusalNamesItsRemedyAndEveryWayLeadsPastItWithItsLoss(@ForAll("cases") Case given) {
    for (Refusal refusal : given.plan().refusals()) {
      assertThat(refusal.remedy()).isNotBlank();
      assertThat(refusal.nodes()).isNotEmpty();
      for (Way way : refusal.ways()) {
        assertThat(way.overrides().toString()).matches("--(without|stop) dc\\d(,dc\\d)*");
        RecoveryPlan past = given.with(way.overrides()).plan();
        assertThat(past.refusals())
            .noneMatch(
                other ->
                    other.reason() == refusal.reason() && other.nodes().equals(refusal.nodes()));
        if (!past.refused()) {
          assertThat(past.losses()).containsAll(way.losses());
        }
      }
    }
  }

  @Property(tries = 5000)
  void nothingIsGivenUpThatNobodyNamed(@ForAll("cases") Case given) {
    RecoveryPlan plan = given.plan();
    assertThat(given.overrides().without())
        .containsAll(plan.losses().stream().map(PossibleLoss::node).toList())
        .containsAll(
            plan.steps().stream()
                .filter(step -> step.action() == Action.REPLACE)
                .map(RecoveryStep::node)
                .toList());
  }

  @Test
  void theNodeThatCommittedMostBegins() {
    assertThat(founder(stopped("dc1", 7), stopped("dc2", 9), stopped("dc3", 8))).isEqualTo("dc2");
  }

  @Test
  void ofEqualsOneThatRunsAndElseTheFirstBegins() {
    assertThat(founder(stopped("dc1", 9), stopped("dc2", 9))).isEqualTo("dc1");
    assertThat(founder(stopped("dc1", 9), live("dc2", 9), live("dc3", 9))).isEqualTo("dc2");
    assertThat(founder(stopped("dc1", 10), live("dc2", 9))).isEqualTo("dc1");
  }

  @Test
  void lossesAreCountedWhereTheyCanBe() {
    NodeEvidence foreign = node("dc3", NodeState.STOPPED, at(OTHER, 17));
    RecoveryPlan plan = plan(stopped("dc1", 7), stopped("dc2", 9), foreign);
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.TWO_HISTORIES);
              assertThat(refusal.what()).contains("dc1 is at " + ONE + ":7", OTHER + ":17");
              assertThat(refusal.ways().stream().map(way -> way.overrides().toString()))
                  .containsExactly("--without dc1,dc2", "--without dc3");
              assertThat(refusal.ways().get(1).losses().get(0).transactions())
                  .isEqualTo(OptionalLong.of(17));
            });
  }

  @Test
  void aNodeThatMayBeGoneIsNamedWithWhatItMayHave() {
    Refusal refusal =
        plan(stopped("dc1", 7), node("dc2", NodeState.UNREACHABLE, Optional.empty()))
            .refusals()
            .get(0);
    assertThat(refusal.what()).contains("dc2 cannot be reached");
    assertThat(refusal.ways().get(0).overrides()).hasToString("--without dc2");
    assertThat(refusal.ways().get(0).losses().get(0).what())
        .contains("every transaction after " + ONE + ":7 that only dc2 had");
  }

  @Test
  void aPrimaryThatANodeIsAheadOfIsNotJoinedByIt() {
    NodeEvidence primary = node("dc1", NodeState.SYNCED, at(ONE, 7)).withMembers(1);
    assertThat(plan(primary, stopped("dc2", 9)).refusals())
        .extracting(Refusal::reason)
        .containsExactly(Reason.AHEAD_OF_PRIMARY);
    assertThat(plan(primary, stopped("dc2", 7)).steps().stream().map(RecoveryStep::action))
        .containsExactly(Action.CLEAR, Action.JOIN, Action.AUDIT);
  }

  @Test
  void twoComponentsOfOneHistoryAreASplitBrain() {
    NodeEvidence one = node("dc1", NodeState.SYNCED, at(ONE, 7)).withMembers(1);
    NodeEvidence two = node("dc2", NodeState.SYNCED, at(ONE, 8)).withMembers(1);
    assertThat(plan(one, two).refusals())
        .extracting(Refusal::reason)
        .containsExactly(Reason.SPLIT_BRAIN);
    assertThat(plan(one.withMembers(2), two.withMembers(2)).steps()).isEmpty();
  }

  @Test
  void aNodeThatThereIsNotCannotBeGivenUp() {
    assertThatThrownBy(
            () ->
                RecoveryPlanner.plan(
                    List.of(stopped("dc1", 7)), RecoveryOverrides.without(Set.of("dc9")), false))
        .hasMessage("There is no node dc9; there are dc1.");
  }

  private static RecoveryPlan plan(NodeEvidence... nodes) {
    return RecoveryPlanner.plan(List.of(nodes), RecoveryOverrides.none(), false);
  }

  private static String founder(NodeEvidence... nodes) {
    return plan(nodes).founding().orElseThrow().node();
  }

  private static NodeEvidence stopped(String name, long seqno) {
    return node(name, NodeState.STOPPED, at(ONE, seqno));
  }

  private static NodeEvidence live(String name, long seqno) {
    return node(name, NodeState.NON_PRIMARY, at(ONE, seqno));
  }

  private static NodeEvidence node(
      String name, NodeState state, Optional<GaleraPosition> position) {
    return NodeEvidence.of(name, state, position);
  }

  private static Optional<GaleraPosition> at(String uuid, long seqno) {
    return Optional.of(new GaleraPosition(uuid, seqno));
  }
}
