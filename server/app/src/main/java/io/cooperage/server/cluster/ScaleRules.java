package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.ScaleRequest.AddedLayout;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a request for more or fewer machines must look like. Pure. */
final class ScaleRules {
  private ScaleRules() {}

  /**
   * @throws ProblemException INVALID_REQUEST with one line for each wrong value
   */
  static void check(ScaleRequest request) {
    List<String> errors = new ArrayList<>();
    long ways =
        Stream.of(request.numMachines(), request.layouts(), request.nodes())
            .filter(Optional::isPresent)
            .count();
    if (ways != 1) {
      errors.add("give exactly one of numMachines, layouts and nodes");
    }
    request
        .numMachines()
        .filter(wanted -> wanted < 1 || wanted > RequestRules.MOST_MACHINES)
        .ifPresent(
            wanted ->
                errors.add(
                    "numMachines is %d; it must be 1 to %d"
                        .formatted(wanted, RequestRules.MOST_MACHINES)));
    request.layouts().ifPresent(layouts -> checkLayouts(layouts, errors));
    request.nodes().ifPresent(nodes -> checkNodes(nodes, errors));
    RequestRules.refuse("The request to scale is wrong", errors);
  }

  private static void checkLayouts(List<AddedLayout> layouts, List<String> errors) {
    if (layouts.isEmpty()) {
      errors.add("layouts is empty; say what new machines are to carry");
    }
    for (int i = 0; i < layouts.size(); i++) {
      AddedLayout layout = layouts.get(i);
      if (layout == null) {
        errors.add("layouts[%d] is missing".formatted(i));
      } else {
        checkLayout("layouts[%d]".formatted(i), layout, errors);
      }
    }
  }

  private static void checkLayout(String at, AddedLayout layout, List<String> errors) {
    if (layout.count() < 1 || layout.count() > RequestRules.MOST_MACHINES) {
      errors.add(
          "%s.count is %d; it must be 1 to %d"
              .formatted(at, layout.count(), RequestRules.MOST_MACHINES));
    }
    if (layout.services() == null
        || layout.services().isEmpty()
        || layout.services().stream().anyMatch(name -> name == null || name.isBlank())) {
      errors.add(at + ".services must name what the machines carry");
    }
  }

  private static void checkNodes(List<Integer> nodes, List<String> errors) {
    if (nodes.isEmpty()) {
      errors.add("nodes is empty; name the machines that are to leave");
    } else if (nodes.stream().anyMatch(Objects::isNull)) {
      errors.add("nodes has an entry that names no machine");
    } else if (new HashSet<>(nodes).size() < nodes.size()) {
      errors.add("nodes names a machine twice");
    }
  }

  /**
   * @throws ProblemException INVALID_REQUEST if new machines are to carry what the cluster has not
   */
  static void checkKnown(Present present, List<AddedLayout> layouts) {
    Set<String> unknown = new TreeSet<>();
    layouts.forEach(layout -> unknown.addAll(layout.services()));
    unknown.removeAll(present.spec().services().keySet());
    if (!unknown.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Cluster %s has no service %s. Add it first: POST /v3/clusters/%s/services."
              .formatted(
                  present.cluster().id(), String.join(", ", unknown), present.cluster().id()));
    }
  }

  /**
   * @throws ProblemException INVALID_REQUEST if a cluster cannot have so many machines
   */
  static void checkSize(long machines) {
    if (machines > RequestRules.MOST_MACHINES) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "The cluster would have %d machines; it can have %d at most."
              .formatted(machines, RequestRules.MOST_MACHINES));
    }
  }

  /**
   * @throws ProblemException INVALID_REQUEST if the cluster has no such machines, or no others
   */
  static void checkDeparture(Present present, Set<Integer> numbers) {
    Set<Integer> there = new TreeSet<>();
    present.nodes().forEach(node -> there.add(node.number()));
    Set<Integer> absent = new TreeSet<>(numbers);
    absent.removeAll(there);
    if (!absent.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Cluster %s has no machines %s. It has %s."
              .formatted(present.cluster().id(), absent, there));
    }
    if (numbers.size() == there.size()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "All %d machines of cluster %s would leave. Delete it instead: DELETE /v3/clusters/%s."
              .formatted(there.size(), present.cluster().id(), present.cluster().id()));
    }
  }
}
