package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ServiceState;
import io.cooperage.server.secret.SealedText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine of a cluster.
 *
 * @param serviceStates how far its services are; one that is not named was not worked on
 * @param state {@code pending}, {@code created}, {@code running} or {@code deleted}; {@link
 *     #LEAVING}, {@link #LOST} or {@link #LEFT}
 * @param generation counts the machines that it had; part of the {@link #tag}
 * @param datacenter where its machine stands; empty before CREATE
 * @param currentTask the task that is queued or in progress on it; 0 = none
 */
public record NodeRow(
    ClusterId cluster,
    int number,
    String hostname,
    List<String> services,
    Map<String, ServiceState> serviceStates,
    String hardwaretype,
    String imagetype,
    int generation,
    String state,
    String datacenter,
    Map<String, String> addresses,
    Map<String, String> properties,
    int currentTask) {

  /** Asked to go. */
  public static final String LEAVING = "leaving";

  /** Asked to go, but its machine stands in a datacenter that was lost. */
  public static final String LOST = "lost";

  /** No part of the cluster any more; the datacenter that was lost has still to delete it. */
  public static final String LEFT = "left";

  private static final String PENDING = "pending";
  private static final String RUNNING = "running";

  /** A node that has no machine yet. */
  public static NodeRow planned(
      ClusterId cluster,
      int number,
      String hostname,
      Collection<String> services,
      String hardwaretype,
      String imagetype) {
    return new NodeRow(
        cluster,
        number,
        hostname,
        List.copyOf(new TreeSet<>(services)),
        Map.of(),
        hardwaretype,
        imagetype,
        1,
        PENDING,
        "",
        Map.of(),
        Map.of(),
        0);
  }

  /** Whether it stays in the cluster. */
  public boolean stays() {
    return !state.equals(LEAVING) && !state.equals(LOST) && !state.equals(LEFT);
  }

  /** Whether its machine was made and confirmed. */
  public boolean isRunning() {
    return state.equals(RUNNING);
  }

  /** The same machine, asked to go. */
  NodeRow leaving() {
    return withMachine(LEAVING, datacenter, addresses, properties);
  }

  /** The same machine, which is left to its datacenter. */
  public NodeRow lost() {
    return withMachine(LOST, datacenter, addresses, properties);
  }

  /** The same machine with other services. */
  NodeRow withServices(Collection<String> others) {
    Map<String, ServiceState> states = new TreeMap<>(serviceStates);
    states.keySet().retainAll(others);
    return new NodeRow(
        cluster,
        number,
        hostname,
        List.copyOf(new TreeSet<>(others)),
        states,
        hardwaretype,
        imagetype,
        generation,
        state,
        datacenter,
        addresses,
        properties,
        currentTask);
  }

  /** The same machine with its services as far as {@code states} says. */
  public NodeRow withServiceStates(Map<String, ServiceState> states) {
    return new NodeRow(
        cluster,
        number,
        hostname,
        services,
        states,
        hardwaretype,
        imagetype,
        generation,
        state,
        datacenter,
        addresses,
        properties,
        currentTask);
  }

  /** The name under which a provider finds this node's machine. */
  public String tag() {
    return tag(cluster, number, generation);
  }

  /** The name under which a provider finds the machine of one generation of a node. */
  public static String tag(ClusterId cluster, int number, int generation) {
    return cluster + "-" + number + ".g" + generation;
  }

  /** What of the properties is in plain text. */
  public Map<String, String> plainProperties() {
    return properties(false);
  }

  /** What of the properties is sealed: credentials. */
  public Map<String, String> sealedProperties() {
    return properties(true);
  }

  private Map<String, String> properties(boolean sealed) {
    if (properties.values().stream().noneMatch(SealedText::isSealed)) {
      return sealed ? Map.of() : properties;
    }
    Map<String, String> some = new LinkedHashMap<>(properties);
    some.values().removeIf(value -> SealedText.isSealed(value) != sealed);
    return some;
  }

  /** The same without credentials, for a machine that is gone. */
  public NodeRow withoutCredentials() {
    return withMachine(state, datacenter, addresses, plainProperties());
  }

  public NodeRow withCurrentTask(int task) {
    return new NodeRow(
        cluster,
        number,
        hostname,
        services,
        serviceStates,
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
        serviceStates,
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
        Map.of(),
        hardwaretype,
        imagetype,
        generation + 1,
        PENDING,
        "",
        Map.of(),
        Map.of(),
        0);
  }
}
