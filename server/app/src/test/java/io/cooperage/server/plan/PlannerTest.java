package io.cooperage.server.plan;

import static io.cooperage.api.TaskAction.CONFIGURE;
import static io.cooperage.api.TaskAction.INITIALIZE;
import static io.cooperage.api.TaskAction.INSTALL;
import static io.cooperage.api.TaskAction.REMOVE;
import static io.cooperage.api.TaskAction.START;
import static io.cooperage.api.TaskAction.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.PlannedTask;
import io.cooperage.api.TaskAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Set<TaskAction> ALL =
      Set.of(INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE);

  private final Planner planner = new Planner();

  @Test
  void goldenVectorOfACreate() {
    List<PlanService> services =
        List.of(
            service("s1", Set.of(CONFIGURE, START)),
            service("s2", Set.of(INSTALL, CONFIGURE), "s1"),
            service("s3", Set.of(INSTALL, CONFIGURE, INITIALIZE, START), "s1", "s2"));
    List<PlanNode> nodes =
        List.of(new PlanNode(1, Set.of("s1")), new PlanNode(2, Set.of("s1", "s2", "s3")));

    Plan plan = planner.plan(PlanRequest.of(ClusterOperation.CREATE, nodes, services));

    assertThat(PlanEdges.of(plan))
        .containsExactlyInAnyOrder(
            "CREATE@1 > CONFIRM@1",
            "CONFIRM@1 > BOOTSTRAP@1",
            "BOOTSTRAP@1 > CONFIGURE s1@1",
            "CONFIGURE s1@1 > START s1@1",
            "CREATE@2 > CONFIRM@2",
            "CONFIRM@2 > BOOTSTRAP@2",
            "BOOTSTRAP@2 > CONFIGURE s1@2",
            "BOOTSTRAP@2 > INSTALL s2@2",
            "BOOTSTRAP@2 > INSTALL s3@2",
            "CONFIGURE s1@2 > START s1@2",
            "INSTALL s2@2 > CONFIGURE s2@2",
            "INSTALL s3@2 > CONFIGURE s3@2",
            "CONFIGURE s3@2 > INITIALIZE s3@2",
            "INITIALIZE s3@2 > START s3@2",
            "START s1@1 > INITIALIZE s3@2",
            "START s1@1 > START s3@2",
            "START s1@2 > INITIALIZE s3@2",
            "START s1@2 > START s3@2");
  }

  @Test
  void viewShowsStagesWithoutGates() {
    List<PlanNode> nodes =
        IntStream.rangeClosed(1, 5).mapToObj(n -> new PlanNode(n, Set.of("a", "b"))).toList();
    Plan plan =
        planner.plan(
            PlanRequest.of(
                ClusterOperation.START_SERVICES,
                nodes,
                List.of(service("a", ALL), service("b", ALL, "a"))));

    assertThat(plan.steps()).hasSize(11).filteredOn(Step.Gate.class::isInstance).hasSize(1);
    assertThat(plan.view().tasksTotal()).isEqualTo(10);
    assertThat(plan.view().stages()).extracting(stage -> stage.number()).containsExactly(1, 2);
    assertThat(plan.view().stages().get(1).tasks())
        .extracting(PlannedTask::service)
        .containsOnly("b");
  }

  @Test
  void edgesStayLinearInTheNodes() {
    List<PlanService> services =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    service(
                        "s" + i,
                        ALL,
                        IntStream.range(0, i).mapToObj(n -> "s" + n).toArray(String[]::new)))
            .toList();
    Set<String> names = services.stream().map(PlanService::name).collect(Collectors.toSet());

    assertThat(edges(services, names, 400)).isLessThan(5 * edges(services, names, 100));
  }

  private int edges(List<PlanService> services, Set<String> names, int count) {
    List<PlanNode> nodes =
        IntStream.rangeClosed(1, count).mapToObj(n -> new PlanNode(n, names)).toList();
    return planner.plan(PlanRequest.of(ClusterOperation.CREATE, nodes, services)).steps().stream()
        .mapToInt(step -> step.successors().size())
        .sum();
  }

  @Test
  void needsAreMetByProvidersToo() {
    List<PlanService> services =
        List.of(
            new PlanService("mariadb", ALL, Set.of("sql"), Set.of(), Set.of()),
            new PlanService("app", ALL, Set.of(), Set.of("sql"), Set.of("sql")));

    assertThat(create(services))
        .contains(
            "INSTALL mariadb@1 > INSTALL app@1",
            "START mariadb@1 > INITIALIZE app@1",
            "START mariadb@1 > START app@1");
  }

  @Test
  void serviceThatProvidesWhatItNeedsDoesNotWaitForItself() {
    assertThat(
            create(
                List.of(new PlanService("a", ALL, Set.of("x"), Set.of(), Set.of("x", "absent")))))
        .doesNotContain("START a@1 > START a@1");
  }

  @Test
  void deleteStopsDependentsFirstThenDeletesTheMachine() {
    assertThat(dissolved(ClusterOperation.DELETE, Set.of(), Set.of()))
        .containsExactlyInAnyOrder(
            "STOP c@1 > STOP b@1",
            "STOP b@1 > STOP a@1",
            "STOP a@1 > DELETE@1",
            "STOP b@1 > DELETE@1",
            "STOP c@1 > DELETE@1");
  }

  @Test
  void deleteOfMachinesWithoutStopsIsOneTaskEach() {
    Plan plan =
        planner.plan(
            PlanRequest.of(
                ClusterOperation.DELETE,
                List.of(new PlanNode(1, Set.of("a")), new PlanNode(2, Set.of())),
                List.of(service("a", Set.of(START)))));
    assertThat(plan.steps())
        .allMatch(step -> step instanceof Step.Task task && task.action() == TaskAction.DELETE)
        .hasSize(2);
  }

  @Test
  void startingBringsWhatIsNeededAndStoppingWhatDependsOnIt() {
    assertThat(tasks(ClusterOperation.START_SERVICES, Set.of("b"), Set.of()))
        .containsExactly("START a@1", "START b@1");
    assertThat(tasks(ClusterOperation.STOP_SERVICES, Set.of("b"), Set.of()))
        .containsExactly("STOP c@1", "STOP b@1");
    assertThat(tasks(ClusterOperation.RESTART_SERVICES, Set.of("c"), Set.of()))
        .containsExactlyInAnyOrder("STOP c@1", "START a@1", "START b@1", "START c@1");
  }

  @Test
  void addingTouchesOnlyTheNewServices() {
    assertThat(tasks(ClusterOperation.ADD_SERVICES, Set.of("c"), Set.of()))
        .containsExactly(
            "BOOTSTRAP@1", "INSTALL c@1", "CONFIGURE c@1", "INITIALIZE c@1", "START c@1");
    assertThat(tasks(ClusterOperation.REMOVE_SERVICES, Set.of("c"), Set.of()))
        .containsExactly("STOP c@1", "REMOVE c@1");
  }

  @Test
  void reconfigureWithRestartConfiguresWhileStopped() {
    assertThat(dissolved(ClusterOperation.RECONFIGURE_WITH_RESTART, Set.of(), Set.of()))
        .contains(
            "BOOTSTRAP@1 > STOP a@1",
            "STOP b@1 > STOP a@1",
            "STOP a@1 > CONFIGURE a@1",
            "CONFIGURE a@1 > START a@1",
            "START a@1 > START b@1");
    assertThat(tasks(ClusterOperation.RECONFIGURE, Set.of(), Set.of()))
        .containsExactly("BOOTSTRAP@1", "CONFIGURE a@1", "CONFIGURE b@1", "CONFIGURE c@1");
  }

  @Test
  void scalingTouchesOnlyTheMachinesThatComeOrLeave() {
    List<PlanNode> nodes = List.of(new PlanNode(1, Set.of("a")), new PlanNode(2, Set.of("a")));
    Map<String, PlanService> services = Map.of("a", service("a", ALL));
    Plan up =
        planner.plan(
            new PlanRequest(ClusterOperation.SCALE_UP, nodes, services, Set.of(), Set.of(2)));
    Plan down =
        planner.plan(
            new PlanRequest(ClusterOperation.SCALE_DOWN, nodes, services, Set.of(), Set.of(1)));

    assertThat(names(up)).hasSize(7).allMatch(task -> task.endsWith("@2"));
    assertThat(names(down)).containsExactly("STOP a@1", "REMOVE a@1", "DELETE@1");
  }

  @Test
  void machinesWhoseAddressesAreAskedForAreConfirmedBeforeServicesAreWorkedOn() {
    List<PlanNode> nodes = List.of(new PlanNode(1, Set.of("web")), new PlanNode(2, Set.of("db")));
    Map<String, PlanService> services =
        Map.of("web", service("web", ALL), "db", service("db", ALL));
    Plan plan =
        planner.plan(
            new PlanRequest(
                ClusterOperation.CREATE, nodes, services, Set.of(), Set.of(), Set.of("db")));

    assertThat(PlanEdges.of(plan))
        .contains("CONFIRM@2 > INSTALL web@1", "CONFIRM@2 > INSTALL db@2")
        .doesNotContain("CONFIRM@1 > INSTALL db@2", "CONFIRM@2 > BOOTSTRAP@1");
  }

  @Test
  void cycleIsNamed() {
    List<PlanService> services =
        List.of(service("a", ALL, "b"), service("b", ALL, "c"), service("c", ALL, "b"));
    assertThatExceptionOfType(DependencyCycleException.class)
        .isThrownBy(() -> create(services))
        .satisfies(e -> assertThat(e.cycle()).containsExactly("b", "c"))
        .withMessageContaining("runtime")
        .withMessageContaining("b needs c needs b");
  }

  @Test
  void aTargetThatTheClusterLacksIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tasks(ClusterOperation.STOP_SERVICES, Set.of("zz"), Set.of()))
        .withMessageContaining("[zz]")
        .withMessageContaining("[a, b, c]");
  }

  private Set<String> create(List<PlanService> services) {
    Set<String> names = services.stream().map(PlanService::name).collect(Collectors.toSet());
    return PlanEdges.of(
        planner.plan(
            PlanRequest.of(ClusterOperation.CREATE, List.of(new PlanNode(1, names)), services)));
  }

  private Set<String> dissolved(
      ClusterOperation operation, Set<String> targets, Set<Integer> nodes) {
    return PlanEdges.of(chain(operation, targets, nodes));
  }

  private List<String> tasks(ClusterOperation operation, Set<String> targets, Set<Integer> nodes) {
    return names(chain(operation, targets, nodes));
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(step -> PlanEdges.name((Step.Task) step)).toList();
  }

  /** c needs b needs a, on one machine. */
  private Plan chain(ClusterOperation operation, Set<String> targets, Set<Integer> nodes) {
    Map<String, PlanService> services =
        List.of(service("a", ALL), service("b", ALL, "a"), service("c", ALL, "b")).stream()
            .collect(Collectors.toMap(PlanService::name, Function.identity()));
    return planner.plan(
        new PlanRequest(
            operation, List.of(new PlanNode(1, Set.of("a", "b", "c"))), services, targets, nodes));
  }

  private static PlanService service(String name, Set<TaskAction> actions, String... needs) {
    return new PlanService(
        name, actions, Set.of(), Set.of(), Arrays.stream(needs).collect(Collectors.toSet()));
  }
}
