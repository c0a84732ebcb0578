package io.cooperage.cli;

import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.PlanStage;
import io.cooperage.api.PlanView;
import io.cooperage.api.PlannedTask;
import io.cooperage.api.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Clusters as people read them. */
final class ClusterText {
  private ClusterText() {}

  static String table(List<ClusterSummary> clusters) {
    Table table =
        new Table("ID", "NAME", "STATUS", "TEMPLATE", "MACHINES", "OWNER", "CREATED", "EXPIRES");
    clusters.forEach(
        one ->
            table.row(
                one.id(),
                one.name(),
                one.status().wire(),
                one.clusterTemplate(),
                one.numMachines(),
                one.owner(),
                one.createTime(),
                expiry(one.expireTime())));
    return table.print();
  }

  static String details(ClusterView cluster) {
    Table nodes =
        new Table("NODE", "HOST", "STATE", "DATACENTER", "ADDRESSES", "HARDWARE", "SERVICES");
    cluster
        .nodes()
        .forEach(
            node ->
                nodes.row(
                    node.number(),
                    node.hostname(),
                    node.state(),
                    node.datacenter(),
                    node.addresses().entrySet().stream()
                        .map(address -> address.getKey() + "=" + address.getValue())
                        .sorted()
                        .collect(Collectors.joining(" ")),
                    node.hardwaretype(),
                    node.services().stream()
                        .map(service -> service(service, node.serviceStates().get(service)))
                        .collect(Collectors.joining(","))));
    String links =
        cluster.links().stream()
            .map(link -> "%n%s: %s".formatted(link.label(), link.url()))
            .collect(Collectors.joining());
    return "Cluster %s \"%s\" is %s%s%nTemplate %s version %d on %s, owner %s, expires %s%n%n%s%s"
        .formatted(
            cluster.id(),
            cluster.name(),
            cluster.status().wire(),
            cluster.statusMessage().isEmpty() ? "" : ": " + cluster.statusMessage(),
            cluster.clusterTemplate(),
            cluster.clusterTemplateVersion(),
            cluster.provider(),
            cluster.owner(),
            expiry(cluster.expireTime()),
            nodes.print(),
            links.isEmpty() ? "" : "%n".formatted() + links);
  }

  static String plan(DryRun dryRun) {
    Table layouts = new Table("MACHINES", "HARDWARE", "IMAGE", "SERVICES");
    for (NodeLayout layout : dryRun.layout().layouts()) {
      layouts.row(
          layout.count(),
          layout.hardwaretype(),
          layout.imagetype(),
          String.join(",", layout.services()));
    }
    return "%s%n%n%s".formatted(layouts.print(), plan(dryRun.plan()));
  }

  static String plan(PlanView plan) {
    Table stages = new Table("STAGE", "TASKS");
    for (PlanStage stage : plan.stages()) {
      stages.row(
          stage.number(),
          stage.tasks().stream().map(ClusterText::task).collect(Collectors.joining(", ")));
    }
    return "%s%n%n%d tasks in all".formatted(stages.print(), plan.tasksTotal());
  }

  /** One that runs needs no words. */
  private static String service(String name, ServiceState state) {
    return state == null || state == ServiceState.RUNNING ? name : name + "(" + state.wire() + ")";
  }

  private static String task(PlannedTask task) {
    String service = task.service().isEmpty() ? "" : " " + task.service();
    return task.action().wire() + service + "@" + task.node();
  }

  private static String expiry(long millis) {
    return millis == 0 ? "never" : Instant.ofEpochMilli(millis).toString();
  }
}
