package io.cooperage.provisioner.plugin;

import java.util.Map;
import java.util.Optional;

/**
 * What a plugin hands back. {@code addresses} ({@code bind_v4}, {@code access_v4}) and {@code
 * properties} are merged into the node; {@code datacenter} says where its machine stands.
 */
public record PluginResult(
    boolean success,
    String message,
    Map<String, String> addresses,
    Map<String, String> properties,
    Optional<String> datacenter) {
  public PluginResult {
    addresses = Map.copyOf(addresses);
    properties = Map.copyOf(properties);
  }

  public static PluginResult success(String message) {
    return new PluginResult(true, message, Map.of(), Map.of(), Optional.empty());
  }

  public static PluginResult failure(String message) {
    return new PluginResult(false, message, Map.of(), Map.of(), Optional.empty());
  }

  public PluginResult withMessage(String other) {
    return new PluginResult(success, other, addresses, properties, datacenter);
  }
}
