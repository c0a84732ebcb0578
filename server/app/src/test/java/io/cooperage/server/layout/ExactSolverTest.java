package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactSolverTest {
  private static final Set<String> BOTH = Set.of("centos6", "ubuntu12");

  private final Solver solver = new ExactSolver();

  @Test
  void goldenVectorA() {
    Problems problem =
        Problems.machines(5)
            .services(
                "namenode",
                "datanode",
                "resourcemanager",
                "nodemanager",
                "hbasemaster",
                "regionserver",
                "zookeeper",
                "reactor")
            .hardware("small", "medium", "large-mem", "large-cpu")
            .images("centos6", "ubuntu12")
            .requires("datanode", "namenode")
            .requires("resourcemanager", "datanode")
            .requires("nodemanager", "resourcemanager")
            .requires("hbasemaster", "datanode")
            .requires("regionserver", "hbasemaster")
            .requires("reactor", "zookeeper", "regionserver", "nodemanager")
            .rule("namenode", Set.of("large-mem"), BOTH, Quantity.of(1, 1))
            .rule("datanode", Set.of("medium", "large-cpu"), BOTH, Quantity.of(1, 50))
            .rule("zookeeper", Set.of("small", "medium"), Set.of("centos6"), Quantity.of(1, 5))
            .rule("reactor", Set.of("medium", "large"), Set.of(), Quantity.of(1, 5))
            .must("datanode", "nodemanager", "regionserver")
            .must("namenode", "resourcemanager", "hbasemaster")
            .cant("datanode", "namenode")
            .cant("datanode", "zookeeper")
            .cant("namenode", "zookeeper")
            .cant("datanode", "reactor")
            .cant("namenode", "reactor");

    assertThat(layouts(problem))
        .containsExactly(
            layout(3, "large-cpu", "centos6", "datanode", "nodemanager", "regionserver"),
            layout(1, "large-mem", "centos6", "namenode", "resourcemanager", "hbasemaster"),
            layout(1, "medium", "centos6", "reactor", "zookeeper"));
  }

  @Test
  void goldenVectorB() {
    assertThat(
            layouts(
                hadoop(3)
                    .cant("datanode", "reactor")
                    .services(
                        "firewall",
                        "hosts",
                        "namenode",
                        "datanode",
                        "nodemanager",
                        "resourcemanager")))
        .containsExactly(
            layout(2, "small", "debian", "firewall", "hosts", "datanode", "nodemanager"),
            layout(1, "small", "debian", "firewall", "hosts", "namenode", "resourcemanager"));
  }

  @Test
  void goldenVectorC() {
    assertThat(
            layouts(
                hadoop(200)
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
                        "reactor")))
        .containsExactly(
            layout(
                1,
                "small",
                "debian",
                "firewall",
                "hosts",
                "datanode",
                "nodemanager",
                "regionserver",
                "zookeeper",
                "reactor"),
            layout(
                198,
                "small",
                "debian",
                "firewall",
                "hosts",
                "datanode",
                "nodemanager",
                "regionserver"),
            layout(
                1,
                "small",
                "debian",
                "firewall",
                "hosts",
                "hbasemaster",
                "namenode",
                "resourcemanager"));
  }

  static Problems hadoop(int machines) {
    return Problems.machines(machines)
        .rule("namenode", Quantity.of(1, 1))
        .rule("resourcemanager", Quantity.of(1, 1))
        .rule("zookeeper", Quantity.of(1, 1))
        .rule("hbasemaster", Quantity.atMost(1))
        .rule("reactor", Quantity.atMost(1))
        .must("datanode", "nodemanager", "regionserver")
        .cant("namenode", "secondarynamenode")
        .cant("resourcemanager", "nodemanager")
        .cant("namenode", "datanode")
        .cant("datanode", "mysql-server")
        .cant("hbasemaster", "regionserver");
  }

  @Test
  void solvesWhatTheEarliestLayoutsCannotBeginWith() {
    assertThat(
            layouts(
                Problems.machines(3)
                    .services("s1", "s2")
                    .rule("s1", Quantity.atMost(1))
                    .rule("s2", Quantity.atMost(2))))
        .containsExactly(layout(1, "small", "debian", "s1"), layout(2, "small", "debian", "s2"));
  }

  @Test
  void everyConstrainedServiceOfTheClusterGetsAMachine() {
    assertThat(layouts(Problems.machines(2).services("aa", "b").cant("aa", "b")))
        .containsExactly(layout(1, "small", "debian", "aa"), layout(1, "small", "debian", "b"));
  }

  @Test
  void explicitMinimumOfZeroIsHonoured() {
    assertThat(
            layouts(
                Problems.machines(1)
                    .services("a", "b")
                    .cant("a", "b")
                    .rule("a", Quantity.atLeast(0))
                    .rule("b", Quantity.atLeast(0))))
        .containsExactly(layout(1, "small", "debian", "a"));
  }

  @Test
  void groupsOfThreeMayComeInPairs() {
    assertThat(
            layouts(
                Problems.machines(3)
                    .services("a", "b", "c")
                    .cant("a", "b", "c")
                    .rule("c", Quantity.atLeast(2))))
        .containsExactly(
            layout(1, "small", "debian", "a", "b"), layout(2, "small", "debian", "a", "c"));
  }

  @Test
  void askedTypesAreUsed() {
    assertThat(
            layouts(
                Problems.machines(2)
                    .services("a")
                    .hardware("big", "small")
                    .images("x", "y")
                    .asked(Optional.of("small"), Optional.of("y"))))
        .containsExactly(layout(2, "small", "y", "a"));
  }

  @Test
  void existingMachinesCountForQuantitiesAndSize() {
    Problems problem =
        Problems.machines(2)
            .services("db", "web")
            .rule("db", Quantity.of(1, 1))
            .rule("web", Quantity.atLeast(3))
            .cant("db", "web")
            .existing(1, "db")
            .existing(1, "web")
            .size(Quantity.of(4, 4));
    assertThat(layouts(problem)).containsExactly(layout(2, "small", "debian", "web"));
    assertThat(errors(problem.size(Quantity.atMost(3))))
        .containsExactly(
            "2 machines to add to 2 existing", "template \"template\" allows at most 3 machines");
  }

  @Test
  void tooFewMachinesNameJustTheServicesThatFightForThem() {
    assertThat(
            errors(
                Problems.machines(2)
                    .services("a", "b", "c", "d", "e")
                    .cant("a", "b")
                    .cant("b", "c")
                    .cant("a", "c")
                    .cant("d", "e")
                    .rule("d", Quantity.atMost(1))))
        .containsExactlyInAnyOrder(
            "the cluster has 2 machines",
            "service \"a\" runs on at least 1 machine (it is in the cluster)",
            "service \"b\" runs on at least 1 machine (it is in the cluster)",
            "service \"c\" runs on at least 1 machine (it is in the cluster)",
            "services [a, b] never share a machine all together (cantcoexist)",
            "services [b, c] never share a machine all together (cantcoexist)",
            "services [a, c] never share a machine all together (cantcoexist)");
  }

  @Test
  void moreMachinesThanTheServicesMayHaveAreNamed() {
    assertThat(
            errors(
                Problems.machines(4)
                    .services("a", "b")
                    .rule("a", Quantity.atMost(1))
                    .rule("b", Quantity.atMost(2))))
        .containsExactlyInAnyOrder(
            "the cluster has 4 machines",
            "every machine carries at least one of the services [a, b]",
            "service \"a\" runs on at most 1 machine (quantities.max)",
            "service \"b\" runs on at most 2 machines (quantities.max)");
  }

  @Test
  void mustAndCantOnTheSameServicesAreNamed() {
    assertThat(
            errors(
                Problems.machines(9)
                    .services("a", "b", "c")
                    .must("a", "b")
                    .must("b", "c")
                    .cant("a", "c")))
        .hasSize(4)
        .contains(
            "services [a, b] share their machines (mustcoexist)",
            "services [b, c] share their machines (mustcoexist)",
            "services [a, c] never share a machine all together (cantcoexist)");
  }

  @Test
  void wishesForTypesThatNobodyOffersAreNamed() {
    assertThat(
            errors(
                Problems.machines(3)
                    .services("a", "b")
                    .hardware("small", "big")
                    .rule("a", Set.of("huge"), Set.of(), Quantity.ANY)))
        .containsExactly(
            "service \"a\" runs on at least 1 machine (it is in the cluster)",
            "service \"a\" needs a hardware type of [huge]",
            "the hardware types for this cluster (compatible with template \"template\", with a"
                + " flavor for provider \"provider\", as asked for) are [big, small]");
  }

  @Test
  void servicesAreRefusedOneByOneWithValues() {
    LayoutAnswer answer =
        solver.solve(
            Problems.machines(3)
                .services("app", "db", "old")
                .definition("app", Set.of(), Set.of("cache", "sql"), Set.of())
                .definition("db", Set.of("sql"), Set.of(), Set.of("old"))
                .compatible(Set.of("app", "db"), Set.of(), Set.of("redhat"))
                .build());
    assertThat(((Unsatisfiable) answer).errors())
        .containsExactly(
            "service \"app\" requires \"cache\", which none of [app, db, old] is or provides",
            "service \"db\" conflicts with \"old\"; leave one of them out",
            "service \"old\" is not compatible with template \"template\", which allows [app, db]",
            "there is no image type to use: template \"template\" is compatible with [redhat],"
                + " provider \"provider\" has [debian]");
    assertThat(((Unsatisfiable) answer).detail()).startsWith("No layout is possible: service");
  }

  @Test
  void chromaticNumberOfAGraphWithoutTrianglesIsFound() {
    assertThat(layouts(grotzsch(4)).stream().mapToInt(NodeLayout::count).sum()).isEqualTo(4);
    assertThat(solver.solve(grotzsch(3).build())).isInstanceOf(Unsatisfiable.class);
  }

  /** Needs four machines although no three services exclude each other. */
  private static Problems grotzsch(int machines) {
    Problems problems =
        Problems.machines(machines)
            .services(
                IntStream.rangeClosed(0, 10)
                    .mapToObj(i -> "s%02d".formatted(i))
                    .collect(Collectors.toSet()));
    for (int i = 0; i < 5; i++) {
      int next = (i + 1) % 5;
      problems.cant("s0" + i, "s0" + next);
      problems.cant("s%02d".formatted(5 + i), "s0" + next);
      problems.cant("s0" + i, "s%02d".formatted(5 + next));
      problems.cant("s%02d".formatted(5 + i), "s10");
    }
    return problems;
  }

  @Test
  void moreGroupsThanAMaskHoldsAreSaidToBeUndecided() {
    Problems problem =
        Problems.machines(3)
            .services(IntStream.range(0, 63).mapToObj(i -> "s" + i).collect(Collectors.toSet()));
    IntStream.range(0, 63).forEach(i -> problem.rule("s" + i, Quantity.ANY));
    assertThat(solver.solve(problem.build()))
        .isInstanceOfSatisfying(
            Undecided.class, undecided -> assertThat(undecided.detail()).contains("63", "62"));
  }

  @Test
  void budgetEndsTheSearch() {
    assertThat(new ExactSolver(10).solve(grotzsch(3).build()))
        .isInstanceOfSatisfying(
            Undecided.class, undecided -> assertThat(undecided.detail()).contains("11", "3"));
  }

  private List<NodeLayout> layouts(Problems problem) {
    LayoutAnswer answer = solver.solve(problem.build());
    if (answer instanceof Unsatisfiable unsatisfiable) {
      throw new AssertionError(unsatisfiable.detail());
    }
    return ((LayoutSolution) answer).layouts();
  }

  private List<String> errors(Problems problem) {
    return ((Unsatisfiable) solver.solve(problem.build())).errors();
  }

  static NodeLayout layout(int count, String hardware, String image, String... services) {
    return new NodeLayout(count, Set.of(services), hardware, image);
  }
}
