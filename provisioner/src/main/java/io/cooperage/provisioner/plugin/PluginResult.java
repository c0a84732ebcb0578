package io.cooperage.provisioner.plugin;

import java.util.Map;
import java.util.Optional;

/**
 * What a plugin hands back. {@code addresses} ({@code bind_v4}, {@code access_v4}) and {@code
 * properties} are merged into the node; {@code datacenter} says where its machine stands. {@code
 * credentials}, such as the password of an account that was made, are kept sealed and given to
 * later tasks of this node only: {@code task.assignment().node().credentials()}.
 */
public record PluginResult(
    boolean success,
    String message,
    Map<String, String> addresses,
    Map<String, String> properties,
    Optional<String> datacenter,
    Map<String, String> credentials) {
  public PluginResult {
    addresses = Map.copyOf(addresses);
    properties = Map.copyOf(properties);
    credentials = Map.copyOf(credentials);
  }

  public PluginResult(
      boolean success,
      String message,
      Map<String, String> addresses,
      Map<String, String> properties,
      Optional<String> datacenter) {
    this(success, message, addresses, properties, datacenter, Map.of());
  }

  public static PluginResult success(String message) {
    return new PluginResult(true, message, Map.of(), Map.of(), Optional.empty());
  }

  public static PluginResult failure(String message) {
    return new PluginResult(false, message, Map.of(), Map.of(), Optional.empty());
  }

  public PluginResult withMessage(String other) {
    return new PluginResult(success, other, addresses, properties, datacenter, credentials);
  }

  public PluginResult withCredentials(Map<String, String> found) {
    return new PluginResult(success, message, addresses, properties, datacenter, found);
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "PluginResult[success=%s, message=%s]".formatted(success, message);
  }
}
