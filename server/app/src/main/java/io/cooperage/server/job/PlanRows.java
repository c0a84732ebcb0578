package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceAction;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.ServiceStates;
import io.cooperage.server.layout.Hostnames;
import io.cooperage.server.plan.Plan;
import io.cooperage.server.plan.PlanNode;
import io.cooperage.server.plan.PlanRequest;
import io.cooperage.server.plan.PlanService;
import io.cooperage.server.plan.PlanServices;
import io.cooperage.server.plan.Planner;
import io.cooperage.server.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes nodes and tasks out of a cluster's spec and a plan. Pure and thread-safe. */
final class PlanRows {
  private static final int FIRST_NODE = 1000;
  private static final int LONGEST_HOSTNAME = 255;
  private static final int LONGEST_PLUGIN = 160;
  private static final int MOST_TASKS = 100_000;

  private final Planner planner;

  PlanRows(Planner planner) {
    this.planner = planner;
  }

  /**
   * The nodes of a new cluster, numbered in the order of the layout.
   *
   * @throws IllegalArgumentException if a hostname does not fit
   */
  static List<NodeRow> nodes(ClusterId cluster, String name, ClusterSpec spec) {
    List<NodeRow> nodes = new ArrayList<>();
    for (NodeLayout layout : spec.layout()) {
      for (int i = 0; i < layout.count(); i++) {
        int number = FIRST_NODE + nodes.size();
        String hostname =
            Hostnames.of(name, cluster.value(), number, Optional.of(spec.dnsSuffix()));
        require("Hostname " + hostname, hostname, LONGEST_HOSTNAME);
        nodes.add(
            NodeRow.planned(
                cluster,
                number,
                hostname,
                layout.services(),
                layout.hardwaretype(),
                layout.imagetype()));
      }
    }
    return nodes;
  }

  Plan plan(ClusterOperation operation, List<NodeRow> nodes, ClusterSpec spec, JobRequest request) {
    List<Service> documents =
        spec.services().values().stream().map(ClusterSpec.ServiceSpec::document).toList();
    List<PlanService> services = PlanServices.from(documents);
    if (deletes(operation) && !request.wasRunning()) {
      services = services.stream().map(PlanRows::withoutActions).toList();
    }
    Plan plan =
        planner.plan(
            new PlanRequest(
                operation,
                nodes.stream().map(node -> planNode(node, spec, request.repairs())).toList(),
                PlanRequest.byName(services),
                request.services(),
                request.nodes(),
                Set.of(),
                spec.resting(),
                spec.intent().removedServices()));
    if (plan.steps().size() > MOST_TASKS) {
      throw new IllegalArgumentException(
          "The plan has %d tasks on %d machines; it must have %d at most. Make several clusters."
              .formatted(plan.steps().size(), nodes.size(), MOST_TASKS));
    }
    return plan;
  }

  private static boolean deletes(ClusterOperation operation) {
    return operation == ClusterOperation.DELETE || operation == ClusterOperation.SCALE_DOWN;
  }

  private static PlanNode planNode(NodeRow node, ClusterSpec spec, boolean repairs) {
    Set<String> services = new HashSet<>(node.services());
    if (!repairs) {
      return new PlanNode(node.number(), services);
    }
    services.removeIf(
        service ->
            spec.intent().removedServices().contains(service)
                && !node.serviceStates().containsKey(service));
    Set<String> unfinished = new HashSet<>(services);
    unfinished.removeIf(
        service -> ServiceStates.isSetUp(spec.service(service), node.serviceStates()));
    Set<String> idle = new HashSet<>(services);
    idle.removeIf(service -> !ServiceStates.isIdle(spec.service(service), node.serviceStates()));
    return new PlanNode(node.number(), services, duty(node), unfinished, idle);
  }

  private static PlanNode.Duty duty(NodeRow node) {
    if (!node.stays()) {
      return PlanNode.Duty.LEAVE;
    }
    return node.isRunning() ? PlanNode.Duty.KEEP : PlanNode.Duty.MAKE;
  }

  private static void require(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "%s has %d characters; it must have %d at most."
              .formatted(what.substring(0, Math.min(what.length(), 80)), text.length(), longest));
    }
  }

  /**
   * The tasks of {@code plan}, none of them released yet.
   *
   * @throws IllegalArgumentException if the name of a plugin does not fit
   */
  static List<TaskRow> tasks(JobId job, Plan plan, List<NodeRow> nodes, ClusterSpec spec) {
    Map<Integer, NodeRow> byNumber = new HashMap<>();
    nodes.forEach(node -> byNumber.put(node.number(), node));
    List<TaskRow> rows = new ArrayList<>(plan.steps().size());
    for (Step step : plan.steps()) {
      if (step instanceof Step.Task task) {
        String plugin = plugin(task, byNumber.get(task.node()), spec);
        require("Plugin " + plugin, plugin, LONGEST_PLUGIN);
        rows.add(
            row(
                job,
                step,
                Optional.of(task.action()),
                task.node(),
                task.service(),
                plugin,
                task.successors()));
      } else {
        rows.add(row(job, step, Optional.empty(), 0, "", "", step.successors()));
      }
    }
    return AddressGate.insert(rows, nodes, spec);
  }

  private static PlanService withoutActions(PlanService service) {
    return new PlanService(
        service.name(),
        Set.of(),
        service.provides(),
        service.installNeeds(),
        service.runtimeNeeds());
  }

  private static String plugin(Step.Task task, NodeRow node, ClusterSpec spec) {
    return switch (task.action()) {
      case CREATE, CONFIRM, DELETE -> providerPlugin(spec);
      case BOOTSTRAP -> bootstrapPlugin(node, spec);
      case INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE ->
          "automator/" + spec.service(task.service()).actions().get(task.action()).type();
    };
  }

  static String providerPlugin(ClusterSpec spec) {
    return "provider/" + spec.provider().type();
  }

  /** The first automator that works on the node, by name; none if its services have no actions. */
  private static String bootstrapPlugin(NodeRow node, ClusterSpec spec) {
    return node.services().stream()
        .flatMap(service -> spec.service(service).actions().values().stream())
        .map(ServiceAction::type)
        .min(String::compareTo)
        .map(type -> "automator/" + type)
        .orElse("");
  }

  private static TaskRow row(
      JobId job,
      Step step,
      Optional<TaskAction> action,
      int node,
      String service,
      String plugin,
      List<Integer> successors) {
    return TaskRow.planned(
        job.task(step.number()),
        action,
        node,
        service,
        plugin,
        step.stage(),
        successors,
        step.predecessors());
  }

  /** The clean-up of the machine that {@code node} had, by the workers of {@code datacenter}. */
  static TaskRow cleanUp(JobId job, int number, NodeRow node, String plugin, String datacenter) {
    TaskRow planned =
        TaskRow.planned(
            job.task(number),
            Optional.of(TaskAction.DELETE),
            node.number(),
            "",
            plugin,
            0,
            List.of(),
            0);
    return planned.detachedIn(datacenter, node.generation());
  }

  /** A row as it was worked out by {@link Progress}. */
  static TaskRow settled(TaskDraft draft) {
    TaskState state = draft.state;
    return draft.row.with(state, draft.waitingOn, draft.queue, draft.message);
  }
}
