package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What can be refused before any search, each with its own reason. */
final class Admission {
  private final LayoutProblem problem;
  private final List<Constraint> refusals = new ArrayList<>();

  private Admission(LayoutProblem problem) {
    this.problem = problem;
  }

  /** The reasons why there is no layout whatever goes where; empty if it is worth searching. */
  static Optional<Unsatisfiable> refuse(LayoutProblem problem) {
    Admission admission = new Admission(problem);
    admission.checkServices();
    admission.checkTypes();
    if (!admission.refusals.isEmpty()) {
      return Optional.of(new Unsatisfiable(admission.refusals, false));
    }
    return admission.refuseSize();
  }

  /** The reasons why such services cannot be in one cluster of the template. */
  static Optional<Unsatisfiable> refuseServices(LayoutProblem problem) {
    Admission admission = new Admission(problem);
    admission.checkServices();
    return admission.refusals.isEmpty()
        ? Optional.empty()
        : Optional.of(new Unsatisfiable(admission.refusals, false));
  }

  static SortedSet<String> hardwareTypes(LayoutProblem problem) {
    return allowed(
        problem.hardwareTypes(), problem.compatibility().hardwareTypes(), problem.hardwareType());
  }

  static SortedSet<String> imageTypes(LayoutProblem problem) {
    return allowed(problem.imageTypes(), problem.compatibility().imageTypes(), problem.imageType());
  }

  private static SortedSet<String> allowed(
      Set<String> available, Set<String> compatible, Optional<String> asked) {
    SortedSet<String> allowed = new TreeSet<>(available);
    if (!compatible.isEmpty()) {
      allowed.retainAll(compatible);
    }
    asked.ifPresent(type -> allowed.retainAll(Set.of(type)));
    return allowed;
  }

  private void checkServices() {
    if (problem.services().isEmpty()) {
      refusals.add(new Constraint.NoServices(problem.template()));
    }
    SortedSet<String> services = new TreeSet<>(problem.services());
    Set<String> compatible = problem.compatibility().services();
    for (String service : services) {
      ServiceDefinition definition = problem.definitions().get(service);
      if (definition == null) {
        refusals.add(new Constraint.UnknownService(service));
        continue;
      }
      if (!compatible.isEmpty() && !compatible.contains(service)) {
        refusals.add(new Constraint.IncompatibleService(service, problem.template(), compatible));
      }
      checkRequirements(definition);
      checkConflicts(definition);
    }
  }

  private void checkRequirements(ServiceDefinition service) {
    for (String requirement : new TreeSet<>(service.requires())) {
      if (!problem.services().contains(requirement) && providers(requirement).isEmpty()) {
        refusals.add(
            new Constraint.MissingRequirement(service.name(), requirement, problem.services()));
      }
    }
  }

  private void checkConflicts(ServiceDefinition service) {
    SortedSet<String> others = new TreeSet<>();
    for (String conflict : service.conflicts()) {
      if (problem.services().contains(conflict)) {
        others.add(conflict);
      }
      others.addAll(providers(conflict));
    }
    others.remove(service.name());
    for (String other : others) {
      Constraint mirrored = new Constraint.Conflict(other, service.name());
      if (!refusals.contains(mirrored)) {
        refusals.add(new Constraint.Conflict(service.name(), other));
      }
    }
  }

  /** The services of the cluster that provide {@code name}. */
  private Set<String> providers(String name) {
    Set<String> providers = new HashSet<>();
    for (String service : problem.services()) {
      ServiceDefinition definition = problem.definitions().get(service);
      if (definition != null && definition.provides().contains(name)) {
        providers.add(service);
      }
    }
    return providers;
  }

  private void checkTypes() {
    if (hardwareTypes(problem).isEmpty()) {
      refusals.add(
          new Constraint.NoType(
              "hardware",
              problem.template(),
              problem.provider(),
              problem.hardwareType(),
              problem.compatibility().hardwareTypes(),
              problem.hardwareTypes()));
    }
    if (imageTypes(problem).isEmpty()) {
      refusals.add(
          new Constraint.NoType(
              "image",
              problem.template(),
              problem.provider(),
              problem.imageType(),
              problem.compatibility().imageTypes(),
              problem.imageTypes()));
    }
  }

  private Optional<Unsatisfiable> refuseSize() {
    int existing = problem.existing().stream().mapToInt(NodeLayout::count).sum();
    int size = existing + problem.machines();
    if (problem.size().min().orElse(0) <= size
        && problem.size().max().orElse(Integer.MAX_VALUE) >= size) {
      return Optional.empty();
    }
    return Optional.of(
        new Unsatisfiable(
            List.of(
                new Constraint.Machines(problem.machines(), existing),
                new Constraint.Size(
                    problem.template(), problem.size().min(), problem.size().max())),
            true));
  }
}
