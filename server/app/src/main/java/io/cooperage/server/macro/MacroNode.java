package io.cooperage.server.macro;

import java.util.Map;
import java.util.Set;

/**
 * A machine as macros see it. {@code addresses}: kind ({@code bind_v4}, {@code access_v4}) to
 * address.
 */
public record MacroNode(
    int number, String hostname, Map<String, String> addresses, Set<String> services) {
  public MacroNode {
    addresses = Map.copyOf(addresses);
    services = Set.copyOf(services);
  }
}
