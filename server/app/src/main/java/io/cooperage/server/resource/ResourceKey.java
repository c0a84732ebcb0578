package io.cooperage.server.resource;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.PluginKind;
import io.cooperage.server.web.ProblemException;
import java.util.regex.Pattern;

/** Whose resource of which plugin, under which name. */
record ResourceKey(
    String tenant, PluginKind kind, String pluginType, String resourceType, String name) {
  private static final Pattern PLUGIN_TYPE = Pattern.compile("[\\w.-]{1,128}");
  private static final Pattern RESOURCE_TYPE = Pattern.compile("[\\w.-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,191}");

  /**
   * @throws ProblemException INVALID_REQUEST if a part is no name
   */
  ResourceKey {
    mustMatch("plugin type", PLUGIN_TYPE, pluginType);
    mustMatch("resource type", RESOURCE_TYPE, resourceType);
    mustMatch("name", NAME, name);
    if (name.equals(".") || name.equals("..")) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "The name \"" + name + "\" means a directory to a worker. Choose another.");
    }
  }

  /** How workers and tasks call it. */
  String path() {
    return resourceType + "/" + name;
  }

  /** How audit and events call it. */
  String subject() {
    return "resource/" + kind.wire() + "/" + pluginType + "/" + path();
  }

  private static void mustMatch(String what, Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "The "
              + what
              + " \""
              + text.substring(0, Math.min(60, text.length()))
              + "\" does not match "
              + pattern.pattern()
              + ".");
    }
  }
}
