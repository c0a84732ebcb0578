package io.cooperage.server.layout;

import io.cooperage.api.catalog.Bounds;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.HardwareType;
import io.cooperage.api.catalog.ImageType;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceConstraint;
import io.cooperage.server.layout.LayoutProblem.Compatibility;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import io.cooperage.server.layout.LayoutProblem.ServiceDefinition;
import io.cooperage.server.layout.LayoutProblem.ServiceRule;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes layout problems from catalogue documents. */
public final class LayoutProblems {
  private LayoutProblems() {}

  /**
   * A new cluster.
   *
   * @param template resolved: parents and includes already merged
   * @param services the names of the cluster's services
   * @param definitions the services of the catalogue, at least the cluster's
   * @param hardwareTypes all hardware types of the catalogue
   * @param imageTypes all image types of the catalogue
   * @param hardwareType one for all machines, if asked for
   * @param imageType one for all machines, if asked for
   */
  public static LayoutProblem from(
      ClusterTemplate template,
      String provider,
      int machines,
      Set<String> services,
      Collection<Service> definitions,
      Collection<HardwareType> hardwareTypes,
      Collection<ImageType> imageTypes,
      Optional<String> hardwareType,
      Optional<String> imageType) {
    var compatibility = template.compatibility();
    var constraints = template.constraints();
    return new LayoutProblem(
        template.name(),
        provider,
        machines,
        services,
        definitions.stream()
            .map(LayoutProblems::definition)
            .collect(Collectors.toMap(ServiceDefinition::name, definition -> definition)),
        new Compatibility(
            compatibility.services(), compatibility.hardwaretypes(), compatibility.imagetypes()),
        flavored(hardwareTypes, provider),
        bootable(imageTypes, provider),
        hardwareType,
        imageType,
        constraints.layout().mustcoexist(),
        constraints.layout().cantcoexist(),
        rules(constraints.services()),
        quantity(constraints.size()),
        List.of());
  }

  private static ServiceDefinition definition(Service service) {
    var dependencies = service.dependencies();
    Set<String> requires = new HashSet<>(dependencies.install().requires());
    requires.addAll(dependencies.runtime().requires());
    return new ServiceDefinition(
        service.name(), dependencies.provides(), requires, dependencies.conflicts());
  }

  private static Set<String> flavored(Collection<HardwareType> types, String provider) {
    return types.stream()
        .filter(type -> type.providermap().containsKey(provider))
        .filter(type -> type.providermap().get(provider).flavor().isPresent())
        .map(HardwareType::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> bootable(Collection<ImageType> types, String provider) {
    return types.stream()
        .filter(type -> type.providermap().containsKey(provider))
        .filter(type -> type.providermap().get(provider).image().isPresent())
        .map(ImageType::name)
        .collect(Collectors.toSet());
  }

  private static Map<String, ServiceRule> rules(Map<String, ServiceConstraint> constraints) {
    Map<String, ServiceRule> rules = new TreeMap<>();
    constraints.forEach(
        (service, rule) ->
            rules.put(
                service,
                new ServiceRule(
                    rule.hardwaretypes(), rule.imagetypes(), quantity(rule.quantities()))));
    return rules;
  }

  private static Quantity quantity(Bounds bounds) {
    return new Quantity(bounds.min(), bounds.max());
  }
}
