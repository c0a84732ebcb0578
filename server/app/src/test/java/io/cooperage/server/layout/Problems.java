package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.Compatibility;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import io.cooperage.server.layout.LayoutProblem.ServiceDefinition;
import io.cooperage.server.layout.LayoutProblem.ServiceRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds layout problems for tests; without more said, one hardware and one image type. */
final class Problems {
  private int machines = 1;
  private Set<String> services = Set.of();
  private final Map<String, ServiceDefinition> definitions = new HashMap<>();
  private Compatibility compatibility = new Compatibility(Set.of(), Set.of(), Set.of());
  private Set<String> hardware = Set.of("small");
  private Set<String> images = Set.of("debian");
  private Optional<String> askedHardware = Optional.empty();
  private Optional<String> askedImage = Optional.empty();
  private final List<Set<String>> must = new ArrayList<>();
  private final List<Set<String>> cant = new ArrayList<>();
  private final Map<String, ServiceRule> rules = new HashMap<>();
  private Quantity size = Quantity.ANY;
  private final List<NodeLayout> existing = new ArrayList<>();

  static Problems machines(int machines) {
    Problems problems = new Problems();
    problems.machines = machines;
    return problems;
  }

  Problems services(String... names) {
    services = Set.of(names);
    return this;
  }

  Problems services(Set<String> names) {
    services = names;
    return this;
  }

  Problems definition(
      String name, Set<String> provides, Set<String> requires, Set<String> conflicts) {
    definitions.put(name, new ServiceDefinition(name, provides, requires, conflicts));
    return this;
  }

  Problems requires(String name, String... required) {
    return definition(name, Set.of(), Set.of(required), Set.of());
  }

  Problems compatible(Set<String> services, Set<String> hardware, Set<String> images) {
    compatibility = new Compatibility(services, hardware, images);
    return this;
  }

  Problems hardware(String... types) {
    hardware = Set.of(types);
    return this;
  }

  Problems images(String... types) {
    images = Set.of(types);
    return this;
  }

  Problems asked(Optional<String> hardware, Optional<String> image) {
    askedHardware = hardware;
    askedImage = image;
    return this;
  }

  Problems must(String... group) {
    must.add(Set.of(group));
    return this;
  }

  Problems cant(String... group) {
    cant.add(Set.of(group));
    return this;
  }

  Problems cant(Set<String> group) {
    cant.add(group);
    return this;
  }

  Problems must(Set<String> group) {
    must.add(group);
    return this;
  }

  Problems rule(String service, Quantity quantity) {
    return rule(service, Set.of(), Set.of(), quantity);
  }

  Problems rule(String service, Set<String> hardware, Set<String> images, Quantity quantity) {
    rules.put(service, new ServiceRule(hardware, images, quantity));
    return this;
  }

  Problems size(Quantity bounds) {
    size = bounds;
    return this;
  }

  Problems existing(int count, String... services) {
    existing.add(new NodeLayout(count, new HashSet<>(Set.of(services)), "small", "debian"));
    return this;
  }

  LayoutProblem build() {
    Map<String, ServiceDefinition> known = new HashMap<>(definitions);
    services.forEach(
        name ->
            known.computeIfAbsent(
                name, n -> new ServiceDefinition(n, Set.of(), Set.of(), Set.of())));
    return new LayoutProblem(
        "template",
        "provider",
        machines,
        services,
        known,
        compatibility,
        hardware,
        images,
        askedHardware,
        askedImage,
        must,
        cant,
        rules,
        size,
        existing);
  }
}
