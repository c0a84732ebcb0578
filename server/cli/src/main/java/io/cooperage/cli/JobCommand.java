package io.cooperage.cli;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.PlanView;
import io.cooperage.api.TaskView;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.Jobs;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cooperage job}. */
@Command(
    name = "job",
    description = "Look at what is done to clusters, and steer it.",
    subcommands = {
      JobCommand.Get.class,
      JobCommand.Plan.class,
      JobCommand.Tasks.class,
      JobCommand.Wait.class,
      JobCommand.Pause.class,
      JobCommand.Resume.class,
      JobCommand.Retry.class,
      JobCommand.Abort.class
    })
final class JobCommand extends GroupCommand {

  /** {@code job get}. */
  @Command(
      name = "get",
      aliases = "show",
      description = "Show a job, what it waits for, and until when at most.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      JobView job = client.jobs().get(id);
      terminal.print(job, () -> JobText.details(job));
    }
  }

  /** {@code job plan}. */
  @Command(name = "plan", description = "Show the steps of a job, and in which order they go.")
  static final class Plan extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      PlanView plan = client.jobs().plan(id);
      terminal.print(plan, () -> ClusterText.plan(plan));
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
      terminal.print(tasks, () -> JobText.tasks(tasks));
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
      terminal.print(job, () -> JobText.details(job));
      if (job.status() != JobState.COMPLETE) {
        throw new RefusedException(
            "Job %s is %s: %s%nLook closer: cooperage job tasks %s"
                .formatted(id, job.status().wire(), job.message(), id));
      }
    }

    private Optional<JobView> look(CooperageClient client, Watch watch) {
      JobView job = client.jobs().get(id);
      watch.progress(
          "Job %s %s in %s: %d of %d tasks done%s"
              .formatted(
                  id,
                  job.status().wire(),
                  job.datacenter(),
                  job.tasksDone(),
                  job.tasksTotal(),
                  job.waitsFor().isEmpty() ? "" : ", waits for " + job.waitsFor()));
      return switch (job.status()) {
        case COMPLETE, FAILED, ABORTED -> Optional.of(job);
        case NOT_SUBMITTED, RUNNING, PAUSED -> Optional.empty();
      };
    }
  }

  /** Changes how a job goes on, and shows it. */
  private abstract static class Steering extends ApiCommand {
    @Parameters(paramLabel = "JOB", description = "Such as 00000042-003.")
    private JobId id;

    abstract JobView steer(Jobs jobs, JobId id);

    @Override
    final void run(CooperageClient client, Terminal terminal) {
      JobView job = steer(client.jobs(), id);
      terminal.print(job, () -> JobText.details(job));
    }
  }

  /** {@code job pause}. */
  @Command(
      name = "pause",
      description = "Hand out nothing more of a job; what runs ends and counts.")
  static final class Pause extends Steering {
    @Override
    JobView steer(Jobs jobs, JobId id) {
      return jobs.pause(id);
    }
  }

  /** {@code job resume}. */
  @Command(name = "resume", description = "Have a paused job go on.")
  static final class Resume extends Steering {
    @Override
    JobView steer(Jobs jobs, JobId id) {
      return jobs.resume(id);
    }
  }

  /** {@code job retry}. */
  @Command(
      name = "retry",
      description = "Have a job that failed or was aborted go on; what is done is not done again.")
  static final class Retry extends Steering {
    @Override
    JobView steer(Jobs jobs, JobId id) {
      return jobs.retry(id);
    }
  }

  /** {@code job abort}. */
  @Command(name = "abort", description = "Stop a job; what is done stays done.")
  static final class Abort extends Steering {
    @Override
    JobView steer(Jobs jobs, JobId id) {
      return jobs.abort(id);
    }
  }
}
