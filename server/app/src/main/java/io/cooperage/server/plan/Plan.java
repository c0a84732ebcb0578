package io.cooperage.server.plan;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.PlanStage;
import io.cooperage.api.PlanView;
import io.cooperage.api.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The steps of an operation, ordered by number; an acyclic graph. */
public record Plan(ClusterOperation operation, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** How many steps are work. */
  public int tasks() {
    return (int) steps.stream().filter(Step.Task.class::isInstance).count();
  }

  /** The plan for people: stages of tasks, without the gates. */
  public PlanView view() {
    SortedMap<Integer, List<PlannedTask>> stages = new TreeMap<>();
    for (Step step : steps) {
      if (step instanceof Step.Task task) {
        stages
            .computeIfAbsent(task.stage(), stage -> new ArrayList<>())
            .add(new PlannedTask(task.number(), task.action(), task.node(), task.service()));
      }
    }
    return new PlanView(
        stages.entrySet().stream()
            .map(stage -> new PlanStage(stage.getKey(), List.copyOf(stage.getValue())))
            .toList(),
        tasks());
  }
}
