package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The fields of a plugin that an administrator sets, and those that a cluster's user may set. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PluginParameters(ParameterGroup admin, ParameterGroup user) {
  public static final PluginParameters NONE =
      new PluginParameters(ParameterGroup.NONE, ParameterGroup.NONE);

  public PluginParameters {
    admin = admin == null ? ParameterGroup.NONE : admin;
    user = user == null ? ParameterGroup.NONE : user;
  }
}
