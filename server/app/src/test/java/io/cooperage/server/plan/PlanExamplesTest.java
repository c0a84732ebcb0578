package io.cooperage.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.PlanView;
import io.cooperage.api.TaskAction;
import io.cooperage.server.openapi.OpenApiPages;
import io.cooperage.server.web.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The plans that the OpenAPI document shows are those that the planner makes. */
class PlanExamplesTest {
  private static final Set<TaskAction> ALL =
      EnumSet.of(
          TaskAction.INSTALL,
          TaskAction.CONFIGURE,
          TaskAction.START,
          TaskAction.STOP,
          TaskAction.REMOVE);
  private static final Set<TaskAction> UNCONFIGURED =
      EnumSet.of(TaskAction.INSTALL, TaskAction.START, TaskAction.STOP, TaskAction.REMOVE);
  private static final Map<String, PlanService> SERVICES =
      PlanRequest.byName(
          List.of(
              new PlanService("web-server", ALL, Set.of(), Set.of(), Set.of()),
              new PlanService("load-balancer", ALL, Set.of(), Set.of(), Set.of("web-server")),
              new PlanService("monitor", UNCONFIGURED, Set.of(), Set.of(), Set.of())));
  private static final PlanNode BALANCER = new PlanNode(1000, Set.of("load-balancer"));
  private static final PlanNode WEB = new PlanNode(1001, Set.of("web-server"));
  private static final PlanNode MORE = new PlanNode(1002, Set.of("web-server"));
  private static final PlanNode MONITORED = new PlanNode(1000, Set.of("load-balancer", "monitor"));

  private final OpenApiPages pages = OpenApiPages.read();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void wholeClusters() {
    assertThat(pages.record("PlanView")).isEqualTo(Json.tree(plan(ClusterOperation.CREATE)));
    check("createCluster", plan(ClusterOperation.CREATE));
    check("deleteCluster", plan(ClusterOperation.DELETE));
    check("reconfigureCluster", plan(ClusterOperation.RECONFIGURE));
    check("syncCluster", plan(ClusterOperation.RECONFIGURE));
    check(
        "scaleCluster",
        plan(ClusterOperation.SCALE_UP, List.of(BALANCER, WEB, MORE), Set.of(), Set.of(1002)));
    check("startServices", plan(ClusterOperation.START_SERVICES));
    check("stopServices", plan(ClusterOperation.STOP_SERVICES));
    check("restartServices", plan(ClusterOperation.RESTART_SERVICES));
    assertThat(wrong).isEmpty();
  }

  @Test
  void services() {
    check("startService", ofService(ClusterOperation.START_SERVICES, "web-server"));
    check("stopService", ofService(ClusterOperation.STOP_SERVICES, "web-server"));
    check("restartService", ofService(ClusterOperation.RESTART_SERVICES, "web-server"));
    check("addServices", ofMonitor(ClusterOperation.ADD_SERVICES));
    check("removeServices", ofMonitor(ClusterOperation.REMOVE_SERVICES));
    check("removeService", ofMonitor(ClusterOperation.REMOVE_SERVICES));
    assertThat(wrong).isEmpty();
  }

  private static PlanView plan(ClusterOperation operation) {
    return plan(operation, List.of(BALANCER, WEB), Set.of(), Set.of());
  }

  private static PlanView ofService(ClusterOperation operation, String service) {
    return plan(operation, List.of(BALANCER, WEB), Set.of(service), Set.of());
  }

  private static PlanView ofMonitor(ClusterOperation operation) {
    return plan(operation, List.of(MONITORED, WEB), Set.of("monitor"), Set.of());
  }

  private static PlanView plan(
      ClusterOperation operation,
      List<PlanNode> nodes,
      Set<String> targetServices,
      Set<Integer> targetNodes) {
    return new Planner()
        .plan(new PlanRequest(operation, nodes, SERVICES, targetServices, targetNodes))
        .view();
  }

  private void check(String operation, PlanView plan) {
    if (!Json.tree(plan).equals(pages.answers(operation).get("200").path("plan"))) {
      wrong.add(operation + " is planned as " + Json.write(plan));
    }
  }
}
