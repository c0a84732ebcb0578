package io.cooperage.provisioner.plugin;

import io.cooperage.api.Assignment;
import java.time.Duration;

/**
 * A task as a plugin sees it: what to do, and where its output goes. {@code deadMan}: what it
 * starts elsewhere must end when it has not heard of this worker for so long, for then the task may
 * go to another.
 */
public record PluginTask(
    Assignment assignment, Duration deadMan, BoundedOutput stdout, BoundedOutput stderr) {
  public PluginTask(Assignment assignment, Duration deadMan) {
    this(assignment, deadMan, new BoundedOutput(), new BoundedOutput());
  }

  /**
   * The field as the catalogue gives it, or else {@code otherwise}. A provider's fields come from
   * its entity and from the hardware and image types of the node, the latter winning; an automator
   * is not given those of the entity.
   */
  public String field(String name, String otherwise) {
    String value = assignment.fields().get(name);
    if (value == null) {
      value = assignment.node().image().get(name);
    }
    if (value == null) {
      value = assignment.node().hardware().get(name);
    }
    if (value == null) {
      value = assignment.node().provider().get(name);
    }
    return value == null ? otherwise : value;
  }

  /**
   * @throws PluginException if the catalogue does not give the field
   */
  public String requiredField(String name) throws PluginException {
    String value = field(name, "");
    if (value.isBlank()) {
      throw new PluginException(
          "The field \""
              + name
              + "\" of "
              + assignment.plugin().wire()
              + " type "
              + assignment.pluginType()
              + " is missing or empty for action "
              + assignment.action().wire()
              + (assignment.service().isEmpty() ? "" : " of service " + assignment.service())
              + ". Set it in the catalogue.");
    }
    return value;
  }
}
