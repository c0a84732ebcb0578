package io.cooperage.server.plan;

import java.util.Set;

/** A machine of the cluster and what it carries (or will carry, or carried until now). */
public record PlanNode(int number, Set<String> services) {
  public PlanNode {
    services = Set.copyOf(services);
  }
}
