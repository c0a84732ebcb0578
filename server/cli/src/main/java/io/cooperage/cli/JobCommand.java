package io.cooperage.cli;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cooperage job}. */
@Command(
    name = "job",
    description = "Look at what is done to clusters, and abort it.",
    subcommands = {
      JobCommand.Get.class,
      JobCommand.Tasks.class,
      JobCommand.Wait.class,
      JobCommand.Abort.class
    })
final class JobCommand extends GroupCommand {

  /** {@code job get}. */
  @Command(name = "get", description = "Show a job.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      JobView job = client.jobs().get(id);
      terminal.print(job, () -> text(job));
    }
  }

  /** {@code job tasks}. */
  @Command(name = "tasks", description = "List the tasks of a job.")
  static final class Tasks extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<TaskView> tasks = Paged.all(after -> client.jobs().tasks(id, Paged.SIZE, after));
      terminal.print(tasks, () -> table(tasks));
    }
  }

  /** {@code job wait}. */
  @Command(name = "wait", description = "Wait until a job has ended.")
  static final class Wait extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Mixin private WaitOptions patience;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      Watch watch = new Watch(patience.timeout(), terminal);
      JobView job = watch.until(() -> look(client, watch), "job " + id + " to end");
      terminal.print(job, () -> text(job));
      if (job.status() != JobState.COMPLETE) {
        throw new RefusedException(
            "Job %s is %s: %s%nLook closer: cooperage job tasks %s"
                .formatted(id, job.status().wire(), job.message(), id));
      }
    }

    private Optional<JobView> look(CooperageClient client, Watch watch) {
      JobView job = client.jobs().get(id);
      watch.progress(
          "Job %s %s in %s: %d of %d tasks done"
              .formatted(
                  id, job.status().wire(), job.datacenter(), job.tasksDone(), job.tasksTotal()));
      return switch (job.status()) {
        case COMPLETE, FAILED, ABORTED -> Optional.of(job);
        case NOT_SUBMITTED, RUNNING, PAUSED -> Optional.empty();
      };
    }
  }

  /** {@code job abort}. */
  @Command(name = "abort", description = "Stop a job; what is done stays done.")
  static final class Abort extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      JobView job = client.jobs().abort(id);
      terminal.print(job, () -> text(job));
    }
  }

  private static String text(JobView job) {
    return "Job %s (%s) is %s in %s: %d of %d tasks done, %d failed%s"
        .formatted(
            job.id(),
            job.action().wire(),
            job.status().wire(),
            job.datacenter(),
            job.tasksDone(),
            job.tasksTotal(),
            job.tasksFailed(),
            job.message().isEmpty() ? "" : "\n" + job.message());
  }

  private static String table(List<TaskView> tasks) {
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
                task.status().wire(),
                task.attempt(),
                task.worker(),
                task.message()));
    return table.print();
  }
}
