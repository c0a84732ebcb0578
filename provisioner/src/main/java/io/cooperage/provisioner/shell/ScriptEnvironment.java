package io.cooperage.provisioner.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AssignedNode;
import io.cooperage.api.Assignment;
import io.cooperage.provisioner.plugin.PluginException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a script finds in its environment: {@code COOPERAGE_…} for the task, and {@code CONFIG_…}
 * for each leaf of the cluster's configuration ({@code web.port} is {@code CONFIG_WEB_PORT}).
 */
final class ScriptEnvironment {
  private ScriptEnvironment() {}

  /**
   * @throws PluginException if two keys of the configuration have the same name in an environment
   */
  static Map<String, String> of(Assignment assignment) throws PluginException {
    AssignedNode node = assignment.node();
    Map<String, String> environment = new TreeMap<>();
    environment.put("COOPERAGE_TASK", assignment.task().toString());
    environment.put("COOPERAGE_ACTION", assignment.action().wire());
    environment.put("COOPERAGE_SERVICE", assignment.service());
    environment.put("COOPERAGE_CLUSTER_ID", assignment.cluster().id().toString());
    environment.put("COOPERAGE_CLUSTER_NAME", assignment.cluster().name());
    environment.put("COOPERAGE_TENANT", assignment.cluster().tenant());
    environment.put("COOPERAGE_OWNER", assignment.cluster().owner());
    environment.put("COOPERAGE_NODE_NUMBER", Integer.toString(node.number()));
    environment.put("COOPERAGE_HOSTNAME", node.hostname());
    environment.put("COOPERAGE_TAG", node.tag());
    environment.put("COOPERAGE_DATACENTER", node.datacenter());
    environment.put("COOPERAGE_SERVICES", String.join(" ", node.services()));
    environment.put("COOPERAGE_ADDRESS", node.addresses().getOrDefault("bind_v4", ""));
    environment.put("COOPERAGE_ACCESS_ADDRESS", node.addresses().getOrDefault("access_v4", ""));
    flatten("CONFIG", assignment.config(), environment);
    return environment;
  }

  private static void flatten(String prefix, JsonNode value, Map<String, String> into)
      throws PluginException {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        flatten(prefix + "_" + spelled(field.getKey()), field.getValue(), into);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(prefix + "_" + i, value.get(i), into);
      }
    } else if (!value.isNull() && !value.isMissingNode()) {
      if (into.put(prefix, value.asText()) != null) {
        throw new PluginException(
            "Two keys of the configuration are both "
                + prefix
                + " in the environment of a script. Rename one.");
      }
    }
  }

  private static String spelled(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
