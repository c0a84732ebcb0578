package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A task handed to a worker under a fencing token. {@code config} has its macros expanded. {@code
 * recreate}: a CREATE that first deletes what an earlier attempt made. {@code resources}: those of
 * the plugin, {@code resourceType/name} to SHA-256.
 */
public record Assignment(
    TaskId task,
    String token,
    TaskAction action,
    PluginKind plugin,
    String pluginType,
    Map<String, String> fields,
    String service,
    AssignedNode node,
    AssignedCluster cluster,
    JsonNode config,
    Map<String, String> resources,
    boolean recreate,
    long timeoutMillis) {
  /** Without what may be secret. */
  @Override
  public String toString() {
    return "Assignment[task=%s, token=%s, action=%s, pluginType=%s, service=%s]"
        .formatted(task, token, action, pluginType, service);
  }
}
