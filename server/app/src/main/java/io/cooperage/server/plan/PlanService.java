package io.cooperage.server.plan;

import io.cooperage.api.TaskAction;
import java.util.Set;

/**
 * The parts of a service that order its tasks.
 *
 * @param actions what it defines; the others make no task
 * @param installNeeds {@code requires} and {@code uses} of its install dependencies, together
 * @param runtimeNeeds the same of its runtime dependencies
 */
public record PlanService(
    String name,
    Set<TaskAction> actions,
    Set<String> provides,
    Set<String> installNeeds,
    Set<String> runtimeNeeds) {
  public PlanService {
    actions = Set.copyOf(actions);
    provides = Set.copyOf(provides);
    installNeeds = Set.copyOf(installNeeds);
    runtimeNeeds = Set.copyOf(runtimeNeeds);
  }
}
