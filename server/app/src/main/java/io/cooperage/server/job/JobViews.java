package io.cooperage.server.job;

import io.cooperage.api.JobProgress;
import io.cooperage.api.JobView;
import io.cooperage.api.PlanStage;
import io.cooperage.api.PlanView;
import io.cooperage.api.PlannedTask;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskView;
import io.cooperage.api.WaitView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Jobs and tasks as people see them. */
final class JobViews {
  private JobViews() {}

  static JobView of(JobRow job, Waits.Waiting waiting) {
    return new JobView(
        job.id(),
        job.operation(),
        job.state(),
        job.datacenter(),
        job.epoch(),
        job.tasksTotal(),
        job.tasksDone(),
        job.tasksFailed(),
        job.message(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        waiting.text(),
        waiting.waits(),
        waiting.until());
  }

  static JobProgress progress(JobRow job, Waits.Waiting waiting) {
    return new JobProgress(
        job.id(),
        job.operation(),
        job.state(),
        job.tasksTotal(),
        job.tasksDone(),
        waiting.text(),
        waiting.waits(),
        waiting.until());
  }

  /** A gate has no view. */
  static TaskView of(TaskRow task, TaskAction action, String hostname, Optional<WaitView> wait) {
    return new TaskView(
        task.id(),
        action,
        task.node(),
        hostname,
        task.service(),
        task.state(),
        task.stage(),
        task.attempt(),
        task.worker(),
        task.workerDatacenter(),
        task.message(),
        task.startedAt(),
        task.endedAt(),
        task.skipped(),
        wait);
  }

  static PlanView plan(List<TaskRow> tasks) {
    SortedMap<Integer, List<PlannedTask>> stages = new TreeMap<>();
    int total = 0;
    for (TaskRow task : tasks) {
      if (task.isCounted()) {
        total++;
        stages
            .computeIfAbsent(task.stage(), stage -> new ArrayList<>())
            .add(
                new PlannedTask(
                    task.id().number(), task.action().orElseThrow(), task.node(), task.service()));
      }
    }
    List<PlanStage> layers = new ArrayList<>();
    for (Map.Entry<Integer, List<PlannedTask>> stage : stages.entrySet()) {
      layers.add(new PlanStage(stage.getKey(), List.copyOf(stage.getValue())));
    }
    return new PlanView(layers, total);
  }
}
