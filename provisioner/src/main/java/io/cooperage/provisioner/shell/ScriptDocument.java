package io.cooperage.provisioner.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.Assignment;
import java.util.Map;

/**
 * What a script finds in {@code COOPERAGE_CONFIG_FILE}: the configuration with its macros expanded,
 * and what else the task knows, but for the provider's fields and the node's credentials: the
 * cluster's tenant reads whatever is on the machine.
 */
final class ScriptDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

  private ScriptDocument() {}

  static byte[] of(Assignment assignment) {
    ObjectNode node = MAPPER.valueToTree(assignment.node());
    // Servers give them to no automator's task; one of an earlier version did.
    node.remove("provider");
    node.remove("credentials");
    try {
      return MAPPER.writeValueAsBytes(
          Map.of(
              "cluster", assignment.cluster(),
              "node", node,
              "service", assignment.service(),
              "action", assignment.action(),
              "fields", assignment.fields(),
              "config", assignment.config()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An assignment cannot be written as JSON", e);
    }
  }
}
