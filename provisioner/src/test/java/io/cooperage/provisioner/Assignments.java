package io.cooperage.provisioner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.AssignedCluster;
import io.cooperage.api.AssignedNode;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import java.util.List;
import java.util.Map;

/** Assignments for tests. */
public final class Assignments {
  private Assignments() {}

  public static Assignment simulated(int number, TaskAction action, Map<String, String> fields) {
    return assignment(number, action, PluginKind.AUTOMATOR, "simulated", fields, 0);
  }

  public static Assignment limited(int number, Map<String, String> fields, long timeoutMillis) {
    return assignment(
        number, TaskAction.START, PluginKind.AUTOMATOR, "simulated", fields, timeoutMillis);
  }

  public static Assignment assignment(
      int number,
      TaskAction action,
      PluginKind plugin,
      String type,
      Map<String, String> fields,
      long timeoutMillis) {
    return new Assignment(
        TaskId.parse("00000042-001-" + number),
        "7." + number,
        action,
        plugin,
        type,
        fields,
        "web",
        node(Map.of(), Map.of(), Map.of()),
        cluster(),
        JsonNodeFactory.instance.objectNode(),
        Map.of(),
        false,
        timeoutMillis);
  }

  public static AssignedNode node(
      Map<String, String> provider, Map<String, String> addresses, Map<String, String> properties) {
    return new AssignedNode(
        1000,
        "web42-1000.local",
        "c00000042-n1000-g1",
        provider,
        Map.of(),
        Map.of(),
        addresses,
        properties,
        "dc1",
        List.of("web"));
  }

  public static AssignedCluster cluster() {
    return new AssignedCluster(ClusterId.parse("00000042"), "web", "acme", "ada");
  }

  public static Assignment on(
      AssignedNode node,
      TaskAction action,
      PluginKind plugin,
      String type,
      Map<String, String> fields,
      JsonNode config,
      Map<String, String> resources,
      String service) {
    return new Assignment(
        TaskId.parse("00000042-001-1"),
        "7.1",
        action,
        plugin,
        type,
        fields,
        service,
        node,
        cluster(),
        config,
        resources,
        false,
        60_000);
  }
}
