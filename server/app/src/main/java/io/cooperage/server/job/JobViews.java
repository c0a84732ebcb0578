package io.cooperage.server.job;

import io.cooperage.api.JobProgress;
import io.cooperage.api.JobView;
import io.cooperage.api.PlanStage;
import io.cooperage.api.PlanView;
import io.cooperage.api.PlannedTask;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Jobs and tasks as people see them. */
final class JobViews {
  private JobViews() {}

  static JobView of(JobRow job) {
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
        job.endedAt());
  }

  static JobProgress progress(Handle handle, JobRow job) {
    return new JobProgress(
        job.id(),
        job.operation(),
        job.state(),
        job.tasksTotal(),
        job.tasksDone(),
        waitsFor(handle, job));
  }

  /** A gate has no view. */
  static TaskView of(TaskRow task, TaskAction action, String hostname) {
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
        task.endedAt());
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

  private static String waitsFor(Handle handle, JobRow job) {
    return switch (job.state()) {
      case NOT_SUBMITTED -> "its plan, by a server of datacenter " + job.datacenter();
      case RUNNING -> waitsFor(handle, TaskDao.findOut(handle, job.id()), job);
      case PAUSED -> "somebody to resume it";
      case COMPLETE, FAILED, ABORTED -> "";
    };
  }

  private static String waitsFor(Handle handle, List<TaskRow> out, JobRow job) {
    List<TaskRow> running =
        out.stream().filter(task -> task.state() == TaskState.IN_PROGRESS).toList();
    if (!running.isEmpty()) {
      TaskRow first = running.get(0);
      String others = running.size() > 1 ? " and %d more".formatted(running.size() - 1) : "";
      return "%s (worker %s)%s".formatted(first.describe(), first.worker(), others);
    }
    return out.stream()
        .findFirst()
        .map(
            task ->
                Staffing.of(handle, task.queue().orElse(job.datacenter()), job.id()).waitsFor(task))
        .orElse("");
  }
}
