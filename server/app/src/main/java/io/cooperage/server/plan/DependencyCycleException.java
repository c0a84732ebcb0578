package io.cooperage.server.plan;

import java.util.List;

/** Services that wait for each other, so that none of them can be first. */
public final class DependencyCycleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> cycle;

  DependencyCycleException(String kind, List<String> cycle) {
    super(
        "The %s dependencies of %s form a cycle: %s. Remove one of them from its service."
            .formatted(
                kind,
                String.join(", ", cycle),
                String.join(" needs ", cycle) + " needs " + cycle.get(0)));
    this.cycle = List.copyOf(cycle);
  }

  /** The services of the cycle: each needs the next, the last needs the first. */
  public List<String> cycle() {
    return cycle;
  }
}
