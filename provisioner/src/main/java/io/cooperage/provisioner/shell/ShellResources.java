package io.cooperage.provisioner.shell;

import io.cooperage.api.Assignment;
import io.cooperage.provisioner.plugin.PluginException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The resources of a task by the name that they get on the machine: {@code script/start-web} to
 * SHA-256.
 */
record ShellResources(Map<String, String> byName) {
  private static final Pattern NAME = Pattern.compile("[\\w.-]+/[\\w.-]+");

  static ShellResources of(Assignment assignment) throws PluginException {
    Map<String, String> byName = new TreeMap<>();
    for (Map.Entry<String, String> resource : assignment.resources().entrySet()) {
      String name = resource.getKey();
      if (!NAME.matcher(name).matches()) {
        throw new PluginException(
            "The resource \"" + name + "\" has a name that no file can have.");
      }
      byName.put(name, resource.getValue());
    }
    return new ShellResources(Map.copyOf(byName));
  }

  String script(String name) throws PluginException {
    String sha256 = byName.get("script/" + name);
    if (sha256 == null) {
      throw new PluginException(
          "There is no active resource script/"
              + name
              + " of automator shell. Upload it and sync; active are "
              + new TreeMap<>(byName).keySet()
              + ".");
    }
    return sha256;
  }
}
