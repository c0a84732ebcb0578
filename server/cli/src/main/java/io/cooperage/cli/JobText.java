package io.cooperage.cli;

import io.cooperage.api.JobView;
import io.cooperage.api.TaskView;
import io.cooperage.api.WaitView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Jobs and tasks as people read them. */
final class JobText {
  private JobText() {}

  static String details(JobView job) {
    String waits =
        job.waits().stream()
            .map(wait -> "%n".formatted() + line(wait))
            .collect(Collectors.joining());
    return "Job %s (%s) is %s in %s: %d of %d tasks done, %d failed%s%s%s"
        .formatted(
            job.id(),
            job.action().wire(),
            job.status().wire(),
            job.datacenter(),
            job.tasksDone(),
            job.tasksTotal(),
            job.tasksFailed(),
            job.message().isEmpty() ? "" : "%n%s".formatted(job.message()),
            waits,
            job.until().map(until -> "%nIt ends by %s at the latest.".formatted(until)).orElse(""));
  }

  static String jobs(List<JobView> jobs) {
    Table table =
        new Table("JOB", "ACTION", "STATUS", "DATACENTER", "TASKS", "CREATED", "ENDED", "MESSAGE");
    jobs.forEach(
        job ->
            table.row(
                job.id(),
                job.action().wire(),
                job.status().wire(),
                job.datacenter(),
                job.tasksDone() + "/" + job.tasksTotal(),
                job.createTime(),
                job.endTime().map(Instant::toString).orElse("-"),
                job.waitsFor().isEmpty() ? job.message() : "waits for " + job.waitsFor()));
    return table.print();
  }

  static String details(TaskView task) {
    return "Task %s (%s%s on %s) is %s, try %d%s%s"
        .formatted(
            task.id(),
            task.action().wire(),
            task.service().isEmpty() ? "" : " of " + task.service(),
            task.hostname(),
            status(task),
            task.attempt(),
            task.message().isEmpty() ? "" : "%n%s".formatted(task.message()),
            task.waiting().map(wait -> "%n".formatted() + line(wait)).orElse(""));
  }

  static String tasks(List<TaskView> tasks) {
    Table table =
        new Table(
            "TASK", "STAGE", "ACTION", "SERVICE", "HOST", "STATUS", "TRY", "WORKER", "MESSAGE");
    tasks.forEach(
        task ->
            table.row(
                task.id(),
                task.stage(),
                task.action().wire(),
                task.service(),
                task.hostname(),
                status(task),
                task.attempt(),
                task.worker(),
                message(task)));
    return table.print();
  }

  private static String status(TaskView task) {
    return task.skipped() ? "skipped" : task.status().wire();
  }

  private static String message(TaskView task) {
    return task.waiting()
        .filter(wait -> task.message().isEmpty())
        .map(wait -> "waits for " + wait.text())
        .orElse(task.message());
  }

  private static String line(WaitView wait) {
    return "Waits for %s%s%s"
        .formatted(wait.text(), time(", since ", wait.since()), time(", until ", wait.until()));
  }

  private static String time(String words, Optional<Instant> time) {
    return time.map(at -> words + at).orElse("");
  }
}
