package io.cooperage.api;

import java.util.List;
import java.util.Map;

/**
 * The machine that a task works on. {@code tag}: the deterministic name under which a provider
 * finds what it made. {@code provider}: the provider's own fields, which may be secret; empty in an
 * automator's task. {@code properties}: what earlier tasks found out; {@code credentials}: what of
 * it is secret.
 */
public record AssignedNode(
    int number,
    String hostname,
    String tag,
    Map<String, String> provider,
    Map<String, String> hardware,
    Map<String, String> image,
    Map<String, String> addresses,
    Map<String, String> properties,
    String datacenter,
    List<String> services,
    Map<String, String> credentials) {
  public AssignedNode {
    credentials = credentials == null ? Map.of() : credentials;
  }

  /** One whose earlier tasks found out no credentials. */
  public AssignedNode(
      int number,
      String hostname,
      String tag,
      Map<String, String> provider,
      Map<String, String> hardware,
      Map<String, String> image,
      Map<String, String> addresses,
      Map<String, String> properties,
      String datacenter,
      List<String> services) {
    this(
        number,
        hostname,
        tag,
        provider,
        hardware,
        image,
        addresses,
        properties,
        datacenter,
        services,
        Map.of());
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "AssignedNode[number=%d, hostname=%s, tag=%s]".formatted(number, hostname, tag);
  }
}
