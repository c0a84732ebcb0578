package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.Component;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A datacenter, and optionally only some of its components. */
final class ComponentOption {

  @Parameters(paramLabel = "DC", description = "The datacenter: dc1, dc2 or dc3.")
  private String datacenter;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "COMPONENT",
      description =
          "Only these: galera, watchdog, server, zookeeper, provisioner, haproxy, machines.")
  private List<String> only = List.of();

  String datacenter() {
    return datacenter;
  }

  Set<Component> components() {
    if (only.isEmpty()) {
      return Component.everything();
    }
    return only.stream()
        .map(ComponentOption::parse)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Component.class)));
  }

  private static Component parse(String word) {
    return Arrays.stream(Component.values())
        .filter(component -> component.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no component %s: choose from %s."
                        .formatted(
                            word,
                            Arrays.stream(Component.values())
                                .map(Component::word)
                                .collect(Collectors.joining(", ")))));
  }
}
