package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import java.util.List;
import java.util.Map;

/**
 * A machine of a cluster.
 *
 * @param generation counts the machines that it had; part of the {@link #tag}
 * @param datacenter where its machine stands; empty before CREATE
 * @param currentTask the task that is queued or in progress on it; 0 = none
 */
public record NodeRow(
    ClusterId cluster,
    int number,
    String hostname,
    List<String> services,
    String hardwaretype,
    String imagetype,
    int generation,
    String state,
    String datacenter,
    Map<String, String> addresses,
    Map<String, String> properties,
    int currentTask) {

  /** The name under which a provider finds this node's machine. */
  public String tag() {
    return tag(cluster, number, generation);
  }

  /** The name under which a provider finds the machine of one generation of a node. */
  public static String tag(ClusterId cluster, int number, int generation) {
    return cluster + "-" + number + ".g" + generation;
  }

  public NodeRow withCurrentTask(int task) {
    return new NodeRow(
        cluster,
        number,
        hostname,
        services,
        hardwaretype,
        imagetype,
        generation,
        state,
        datacenter,
        addresses,
        properties,
        task);
  }

  /** The same machine after a task found out more about it. */
  public NodeRow withMachine(
      String newState,
      String newDatacenter,
      Map<String, String> newAddresses,
      Map<String, String> newProperties) {
    return new NodeRow(
        cluster,
        number,
        hostname,
        services,
        hardwaretype,
        imagetype,
        generation,
        newState,
        newDatacenter,
        newAddresses,
        newProperties,
        currentTask);
  }

  /** The node as it was before it had a machine, under the next generation. */
  public NodeRow nextGeneration() {
    return new NodeRow(
        cluster,
        number,
        hostname,
        services,
        hardwaretype,
        imagetype,
        generation + 1,
        "pending",
        "",
        Map.of(),
        Map.of(),
        0);
  }
}
