package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a layout is made from.
 *
 * @param template the name of the template, for messages
 * @param provider the name of the provider, for messages
 * @param machines how many machines to lay out, the existing ones not counted
 * @param services the services of the cluster
 * @param definitions the services that exist, by name; at least those of {@code services}
 * @param compatibility what the template allows; empty = all
 * @param hardwareTypes the hardware types that have a flavor for the provider
 * @param imageTypes the image types that have an image for the provider
 * @param hardwareType one hardware type for all machines, if asked for
 * @param imageType one image type for all machines, if asked for
 * @param mustCoexist groups that a machine carries wholly or not at all
 * @param cantCoexist groups that no machine carries wholly
 * @param serviceRules the template's constraints of single services, by service
 * @param size how many machines the template allows, existing ones included
 * @param existing machines that stay as they are; they count for quantities and size
 */
public record LayoutProblem(
    String template,
    String provider,
    int machines,
    Set<String> services,
    Map<String, ServiceDefinition> definitions,
    Compatibility compatibility,
    Set<String> hardwareTypes,
    Set<String> imageTypes,
    Optional<String> hardwareType,
    Optional<String> imageType,
    List<Set<String>> mustCoexist,
    List<Set<String>> cantCoexist,
    Map<String, ServiceRule> serviceRules,
    Quantity size,
    List<NodeLayout> existing) {

  /** The parts of a service that decide whether it may be in the cluster. */
  public record ServiceDefinition(
      String name, Set<String> provides, Set<String> requires, Set<String> conflicts) {
    public ServiceDefinition {
      provides = Set.copyOf(provides);
      requires = Set.copyOf(requires);
      conflicts = Set.copyOf(conflicts);
    }
  }

  /** What the template allows; an empty set allows everything. */
  public record Compatibility(
      Set<String> services, Set<String> hardwareTypes, Set<String> imageTypes) {
    public Compatibility {
      services = Set.copyOf(services);
      hardwareTypes = Set.copyOf(hardwareTypes);
      imageTypes = Set.copyOf(imageTypes);
    }
  }

  /** Where a service may go, and how often; empty sets allow everything. */
  public record ServiceRule(Set<String> hardwareTypes, Set<String> imageTypes, Quantity quantity) {
    public ServiceRule {
      hardwareTypes = Set.copyOf(hardwareTypes);
      imageTypes = Set.copyOf(imageTypes);
    }
  }

  /** Bounds, both included. */
  public record Quantity(Optional<Integer> min, Optional<Integer> max) {
    public static final Quantity ANY = new Quantity(Optional.empty(), Optional.empty());

    public static Quantity of(int min, int max) {
      return new Quantity(Optional.of(min), Optional.of(max));
    }

    public static Quantity atLeast(int min) {
      return new Quantity(Optional.of(min), Optional.empty());
    }

    public static Quantity atMost(int max) {
      return new Quantity(Optional.empty(), Optional.of(max));
    }
  }

  public LayoutProblem {
    services = Set.copyOf(services);
    definitions = Map.copyOf(definitions);
    hardwareTypes = Set.copyOf(hardwareTypes);
    imageTypes = Set.copyOf(imageTypes);
    mustCoexist = mustCoexist.stream().map(Set::copyOf).toList();
    cantCoexist = cantCoexist.stream().map(Set::copyOf).toList();
    serviceRules = Map.copyOf(serviceRules);
    existing = List.copyOf(existing);
  }

  /** The same cluster with these services. */
  public LayoutProblem with(Set<String> others) {
    return copy(machines, others, existing);
  }

  /**
   * The same cluster, extended by so many machines; those that are there stay as they are.
   *
   * @throws IllegalArgumentException if two machines have the same number
   */
  public LayoutProblem beside(int more, List<Machine> present) {
    return copy(
        more, services, MachineClass.of(present).stream().map(MachineClass::layout).toList());
  }

  /** The same cluster with these machines and no more. */
  LayoutProblem having(Collection<NodeLayout> present) {
    return copy(0, services, List.copyOf(present));
  }

  private LayoutProblem copy(int count, Set<String> names, List<NodeLayout> present) {
    return new LayoutProblem(
        template,
        provider,
        count,
        names,
        definitions,
        compatibility,
        hardwareTypes,
        imageTypes,
        hardwareType,
        imageType,
        mustCoexist,
        cantCoexist,
        serviceRules,
        size,
        present);
  }
}
