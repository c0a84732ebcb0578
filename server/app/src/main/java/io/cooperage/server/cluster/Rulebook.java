package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutCheck;
import io.cooperage.server.layout.LayoutProblem;
import io.cooperage.server.layout.LayoutProblems;
import io.cooperage.server.layout.Machine;
import io.cooperage.server.layout.Undecided;
import io.cooperage.server.layout.Unsatisfiable;
import io.cooperage.server.web.ProblemException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a cluster that is there, for the solver: those of the versions that it was made
 * from, and of the catalogue for what is new to it. Pure.
 *
 * @param spec with the definitions of all services that may come
 * @param hardware the types that machines may have: the cluster's own as it knows them, and others
 */
record Rulebook(
    ClusterSpec spec,
    Map<String, ClusterSpec.TypeSpec> hardware,
    Map<String, ClusterSpec.TypeSpec> images) {

  static Rulebook of(ClusterSpec spec, SpecSource.Latest latest) {
    Map<String, ClusterSpec.TypeSpec> hardware = new LinkedHashMap<>(latest.hardware());
    hardware.putAll(spec.hardwaretypes());
    Map<String, ClusterSpec.TypeSpec> images = new LinkedHashMap<>(latest.images());
    images.putAll(spec.imagetypes());
    return new Rulebook(spec, hardware, images);
  }

  LayoutProblem problem(Set<String> services) {
    String provider = spec.provider().name();
    return LayoutProblems.from(
        spec.template(),
        provider,
        0,
        services,
        spec.services().values().stream().map(ClusterSpec.ServiceSpec::document).toList(),
        CatalogSource.hardware(provider, hardware),
        CatalogSource.images(provider, images),
        spec.hardwaretype(),
        spec.imagetype());
  }

  /** The spec with what the machines of {@code nodes} need to be made. */
  ClusterSpec specFor(Collection<NodeRow> nodes) {
    Map<String, ClusterSpec.TypeSpec> newHardware = new LinkedHashMap<>();
    Map<String, ClusterSpec.TypeSpec> newImages = new LinkedHashMap<>();
    for (NodeRow node : nodes) {
      newHardware.put(node.hardwaretype(), hardware.get(node.hardwaretype()));
      newImages.put(node.imagetype(), images.get(node.imagetype()));
    }
    return spec.withTypes(newHardware, newImages);
  }

  /**
   * @throws ProblemException UNSATISFIABLE if the layout breaks a rule
   */
  void check(Collection<NodeLayout> layouts) {
    LayoutCheck.violations(problem(new HashSet<>(spec.services().keySet())), layouts)
        .ifPresent(
            broken -> {
              throw refusal(broken);
            });
  }

  static List<Machine> machines(Collection<NodeRow> nodes) {
    return nodes.stream()
        .map(
            node ->
                new Machine(
                    node.number(),
                    new HashSet<>(node.services()),
                    node.hardwaretype(),
                    node.imagetype()))
        .toList();
  }

  static ProblemException refusal(Unsatisfiable none) {
    return new ProblemException(ErrorCode.UNSATISFIABLE, none.detail()).withErrors(none.errors());
  }

  static ProblemException refusal(Undecided open) {
    return new ProblemException(ErrorCode.UNSATISFIABLE, open.detail());
  }
}
