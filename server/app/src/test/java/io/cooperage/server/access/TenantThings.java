package io.cooperage.server.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The things of a tenant that paths can name, by the part of the path that names them. A new kind
 * of thing needs an entry in {@link #ABSENT}, and one made in {@link AccessIT}.
 */
record TenantThings(Map<String, String> values) {
  /** Things that nobody has. */
  static final TenantThings ABSENT =
      new TenantThings(
          ordered(
              "/webhooks/{id}", "/webhooks/nothing",
              "/deliveries/{position}", "/deliveries/1",
              "/versions/{version}", "/versions/1",
              "/diff/{other}", "/diff/1",
              "/services/{name}", "/services/store",
              "/clusters/{id}", "/clusters/00999999",
              "/jobs/{id}", "/jobs/00999999-001",
              "/tasks/{id}", "/tasks/00999999-001-001",
              "/tokens/{id}", "/tokens/nothing",
              "/tenants/{name}", "/tenants/nothing",
              "/resources/blobs/{sha256}", "/resources/blobs/" + "0".repeat(64),
              "/resources/{kind}/{pluginType}/{resourceType}/{name}",
                  "/resources/automator/shell/script/nothing",
              "/resources/{kind}/{pluginType}", "/resources/automator/nothing",
              "/clustertemplates/{name}", "/clustertemplates/nothing",
              "/v3/{kind}/{name}", "/v3/providers/nothing",
              "/v3/{kind}", "/v3/providers"));

  /** The same with a thing that there is. */
  TenantThings with(String template, String value) {
    if (!values.containsKey(template)) {
      throw new IllegalArgumentException(template + " is none of " + values.keySet());
    }
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(template, value);
    return new TenantThings(changed);
  }

  /** The path with its parameters filled in. */
  String at(String path) {
    String filled = path;
    for (Map.Entry<String, String> one : values.entrySet()) {
      filled = filled.replace(one.getKey(), one.getValue());
    }
    return filled;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
