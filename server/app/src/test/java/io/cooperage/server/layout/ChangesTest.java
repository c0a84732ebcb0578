package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a cluster that is there changes: the golden vectors of the layout, continued. */
class ChangesTest {
  private static final String[] SERVICES = {
    "firewall", "hosts", "namenode", "datanode", "nodemanager", "resourcemanager"
  };

  private final Solver solver = new ExactSolver();

  @Test
  void vectorBThenZookeeperGoesOnOneDatanode() {
    AdditionAnswer answer =
        solver.add(new Addition(vectorB().build(), Set.of("zookeeper"), machines(vectorB())));

    assertThat(answer)
        .isEqualTo(new AdditionSolution(new TreeMap<>(Map.of(1000, Set.of("zookeeper")))));
  }

  @Test
  void whatNoConstraintNamesGoesOnEveryMachine() {
    AdditionAnswer answer =
        solver.add(
            new Addition(vectorB().build(), Set.of("zookeeper", "ganglia"), machines(vectorB())));

    assertThat(answer)
        .isEqualTo(
            new AdditionSolution(
                new TreeMap<>(
                    Map.of(
                        1000,
                        Set.of("ganglia", "zookeeper"),
                        1001,
                        Set.of("ganglia"),
                        1002,
                        Set.of("ganglia")))));
  }

  @Test
  void whatMustCoexistFollowsWhatIsThere() {
    AdditionAnswer answer =
        solver.add(new Addition(vectorB().build(), Set.of("regionserver"), machines(vectorB())));

    assertThat(answer)
        .isEqualTo(
            new AdditionSolution(
                new TreeMap<>(Map.of(1000, Set.of("regionserver"), 1001, Set.of("regionserver")))));
  }

  @Test
  void vectorBThenSqlFindsTheOnlyMachineWithoutDatanode() {
    AdditionAnswer answer =
        solver.add(new Addition(vectorB().build(), Set.of("mysql-server"), machines(vectorB())));

    assertThat(answer)
        .isEqualTo(new AdditionSolution(new TreeMap<>(Map.of(1002, Set.of("mysql-server")))));
  }

  @Test
  void theMachinesInTheWayAreNamed() {
    AdditionAnswer answer =
        solver.add(
            new Addition(vectorB().build(), Set.of("secondarynamenode"), machines(vectorB())));
    assertThat(answer).isInstanceOf(AdditionSolution.class);

    Problems sql = vectorB().cant("mysql-server", "namenode");
    AdditionAnswer none =
        solver.add(new Addition(sql.build(), Set.of("mysql-server"), machines(vectorB())));
    assertThat(((Unsatisfiable) none).detail())
        .isEqualTo(
            "No layout can satisfy all of these together:"
                + " service \"mysql-server\" runs on at least 1 machine (it is in the cluster);"
                + " services [datanode, mysql-server] never share a machine all together"
                + " (cantcoexist);"
                + " services [mysql-server, namenode] never share a machine all together"
                + " (cantcoexist);"
                + " 2 machines of hardware type \"small\" and image type \"debian\" carry"
                + " [datanode, firewall, hosts, nodemanager] already;"
                + " 1 machine of hardware type \"small\" and image type \"debian\" carries"
                + " [firewall, hosts, namenode, resourcemanager] already;"
                + " the cluster has 3 machines.");
  }

  @Test
  void servicesThatDoNotGoTogetherAreRefusedBeforeTheSearch() {
    Problems problem =
        vectorB().definition("zookeeper", Set.of(), Set.of("java"), Set.of("firewall"));

    AdditionAnswer answer =
        solver.add(new Addition(problem.build(), Set.of("zookeeper"), machines(vectorB())));

    assertThat(((Unsatisfiable) answer).constraints())
        .containsExactlyInAnyOrder(
            new Constraint.MissingRequirement(
                "zookeeper",
                "java",
                Set.of(
                    "firewall",
                    "hosts",
                    "namenode",
                    "datanode",
                    "nodemanager",
                    "resourcemanager",
                    "zookeeper")),
            new Constraint.Conflict("zookeeper", "firewall"));
  }

  @Test
  void hardwareOfTheMachinesDecides() {
    Problems problem =
        Problems.machines(2)
            .services("app", "db")
            .rule("db", Set.of("big"), Set.of(), Quantity.of(1, 1));
    List<Machine> machines =
        List.of(
            new Machine(1000, Set.of("app"), "small", "debian"),
            new Machine(1001, Set.of("app"), "big", "debian"));

    assertThat(solver.add(new Addition(problem.build(), Set.of("db"), machines)))
        .isEqualTo(new AdditionSolution(new TreeMap<>(Map.of(1001, Set.of("db")))));
    assertThat(solver.add(new Addition(problem.build(), Set.of("db"), machines.subList(0, 1))))
        .isInstanceOf(Unsatisfiable.class);
  }

  @Test
  void whatIsThereAlreadyStaysWhereItIs() {
    AdditionAnswer answer =
        solver.add(new Addition(vectorB().build(), Set.of("namenode"), machines(vectorB())));

    assertThat(answer).isEqualTo(new AdditionSolution(new TreeMap<>()));
  }

  @Test
  void vectorBGrowsByDatanodes() {
    LayoutProblem problem = vectorB().build().beside(2, machines(vectorB()));

    assertThat(((LayoutSolution) solver.solve(problem)).layouts())
        .containsExactly(
            ExactSolverTest.layout(
                2, "small", "debian", "firewall", "hosts", "datanode", "nodemanager"));
  }

  @Test
  void aMachineThatNothingMayGoOnIsNotAdded() {
    Problems problem = Problems.machines(1).services("app").rule("app", Quantity.of(1, 1));
    List<Machine> machines = List.of(new Machine(1000, Set.of("app"), "small", "debian"));

    Unsatisfiable none = (Unsatisfiable) solver.solve(problem.build().beside(1, machines));

    assertThat(none.detail())
        .isEqualTo(
            "No layout can satisfy all of these together:"
                + " service \"app\" runs on at most 1 machine (quantities.max);"
                + " 1 machine to add to 1 existing;"
                + " every machine carries at least one of the services [app].");
  }

  @Test
  void theHighestNumbersLeaveButNotTheOnlyNamenode() {
    List<Machine> machines = machines(vectorB());

    assertThat(solver.remove(Departure.of(vectorB().build(), machines, 1)))
        .isEqualTo(solution(1001));
    assertThat(
            ((Unsatisfiable) solver.remove(Departure.of(vectorB().build(), machines, 2))).detail())
        .isEqualTo(
            "No layout can satisfy all of these together:"
                + " service \"datanode\" runs on at least 1 machine (it is in the cluster);"
                + " service \"namenode\" runs on at least 1 machine (quantities.min);"
                + " 2 machines of hardware type \"small\" and image type \"debian\" carry"
                + " [datanode, firewall, hosts, nodemanager] already;"
                + " 1 machine of hardware type \"small\" and image type \"debian\" carries"
                + " [firewall, hosts, namenode, resourcemanager] already;"
                + " 2 of 3 machines leave.");
  }

  @Test
  void namedMachinesAreChecked() {
    List<Machine> machines = machines(vectorB());

    assertThat(solver.remove(Departure.of(vectorB().build(), machines, Set.of(1000))))
        .isEqualTo(solution(1000));
    assertThat(
            ((Unsatisfiable) solver.remove(Departure.of(vectorB().build(), machines, Set.of(1002))))
                .detail())
        .isEqualTo(
            "No layout can satisfy all of these together:"
                + " service \"namenode\" runs on at least 1 machine (quantities.min);"
                + " 2 machines of hardware type \"small\" and image type \"debian\" carry"
                + " [datanode, firewall, hosts, nodemanager] already;"
                + " 1 of 3 machines ([1002]) leaves.");
    assertThatThrownBy(() -> Departure.of(vectorB().build(), machines, Set.of(1, 1002)))
        .hasMessage("The cluster has no machines [1]");
  }

  @Test
  void aClusterKeepsTheSizeOfItsTemplateAndOneMachine() {
    LayoutProblem sized = vectorB().size(Quantity.atLeast(3)).build();
    assertThat(
            ((Unsatisfiable) solver.remove(Departure.of(sized, machines(vectorB()), 1))).detail())
        .isEqualTo(
            "No layout can satisfy all of these together: 1 of 3 machines leaves;"
                + " template \"template\" allows at least 3 machines.");

    Problems everywhere = Problems.machines(2).services("app");
    Unsatisfiable none =
        (Unsatisfiable) solver.remove(Departure.of(everywhere.build(), machines(everywhere), 2));
    assertThat(none.detail())
        .isEqualTo(
            "No layout can satisfy all of these together: service \"app\" runs on at least 1"
                + " machine (it is in the cluster); 2 of 2 machines leave.");
  }

  @Test
  void vectorCShrinksToItsMinimums() {
    Problems problem =
        ExactSolverTest.hadoop(200)
            .services(
                "firewall",
                "hosts",
                "datanode",
                "namenode",
                "nodemanager",
                "resourcemanager",
                "zookeeper",
                "hbasemaster",
                "regionserver",
                "reactor");

    assertThat(solver.remove(Departure.of(problem.build(), machines(problem), 198)))
        .isEqualTo(solution(IntStream.rangeClosed(1001, 1198).toArray()));
    assertThat(solver.remove(Departure.of(problem.build(), machines(problem), 199)))
        .isInstanceOf(Unsatisfiable.class);
  }

  private static Problems vectorB() {
    return ExactSolverTest.hadoop(3)
        .cant("datanode", "reactor")
        .services(SERVICES)
        .definition("zookeeper", Set.of(), Set.of(), Set.of())
        .definition("ganglia", Set.of(), Set.of(), Set.of())
        .definition("regionserver", Set.of(), Set.of(), Set.of())
        .definition("secondarynamenode", Set.of(), Set.of(), Set.of())
        .definition("mysql-server", Set.of(), Set.of(), Set.of());
  }

  private static DepartureSolution solution(int... numbers) {
    return new DepartureSolution(
        IntStream.of(numbers).boxed().collect(Collectors.toCollection(TreeSet::new)));
  }

  /** As the solver lays them out, numbered in its order from 1000. */
  private List<Machine> machines(Problems problem) {
    List<NodeLayout> layouts = ((LayoutSolution) solver.solve(problem.build())).layouts();
    int count = layouts.stream().mapToInt(NodeLayout::count).sum();
    return new ArrayList<>(
        RandomMachines.numbered(layouts, IntStream.range(1000, 1000 + count).boxed().toList()));
  }
}
