package io.cooperage.drill.remote;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host of a site.
 *
 * @param addresses all under which other hosts know it
 * @param units of its components
 */
record SiteHost(
    String name,
    String datacenter,
    SshLogin login,
    List<String> addresses,
    Map<HostComponent, List<String>> units) {

  /** The units of some components, in the order in which components start. */
  List<String> units(Set<HostComponent> components) {
    return units.entrySet().stream()
        .filter(entry -> components.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  boolean has(HostComponent component) {
    return units.containsKey(component);
  }

  @Override
  public String toString() {
    return name;
  }
}
