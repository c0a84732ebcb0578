package io.cooperage.server.job;

import io.cooperage.api.JobState;
import io.cooperage.api.TaskState;
import io.cooperage.api.WaitKind;
import io.cooperage.api.WaitView;
import io.cooperage.server.job.MissingPluginDao.Missing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Says what jobs and tasks wait for, and until when at most. Thread-safe. */
final class Waits {
  private static final int MOST = 20;

  private final JobConfig config;
  private final Clock clock;

  /**
   * What a job waits for; empty if it has ended.
   *
   * @param text in words
   * @param until when the job leaves its state at the latest
   */
  record Waiting(String text, List<WaitView> waits, Optional<Instant> until) {
    static final Waiting NOTHING = new Waiting("", List.of(), Optional.empty());
  }

  /**
   * Who could run the tasks of a job.
   *
   * @param missing by plugin
   */
  record Supply(Optional<Staffing> staffing, Map<String, Missing> missing) {
    static final Supply UNKNOWN = new Supply(Optional.empty(), Map.of());
  }

  Waits(JobConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  Waiting of(Handle handle, JobRow job) {
    if (JobDao.isFinal(job.state())) {
      return Waiting.NOTHING;
    }
    List<TaskRow> out = job.isPlanned() ? TaskDao.findOut(handle, job.id()) : List.of();
    boolean queued = out.stream().anyMatch(task -> task.queue().isPresent());
    return of(job, out, queued ? supply(handle, job) : Supply.UNKNOWN);
  }

  /** Which workers the tasks of a job find in its datacenter. */
  Supply supply(Handle handle, JobRow job) {
    if (JobDao.isFinal(job.state())) {
      return Supply.UNKNOWN;
    }
    return new Supply(
        Optional.of(Staffing.of(handle, job.datacenter(), job.id())),
        MissingPluginDao.list(handle, job.id()).stream()
            .collect(Collectors.toMap(one -> one.ask().plugin(), Function.identity())));
  }

  /**
   * @param out what of the job is queued or in progress, in order of number
   */
  Waiting of(JobRow job, List<TaskRow> out, Supply supply) {
    List<WaitView> waits = new ArrayList<>();
    asAWhole(job).ifPresent(waits::add);
    out.stream()
        .filter(task -> task.state() == TaskState.IN_PROGRESS)
        .limit(MOST)
        .forEach(task -> of(job, task, supply).ifPresent(waits::add));
    out.stream()
        .filter(task -> task.state() == TaskState.NOT_SUBMITTED)
        .limit(Math.max(0, MOST - waits.size()))
        .forEach(task -> of(job, task, supply).ifPresent(waits::add));
    int more = out.size() - waits.size() + (asAWhole(job).isPresent() ? 1 : 0);
    return new Waiting(
        text(waits, more), waits.subList(0, Math.min(MOST, waits.size())), bound(job));
  }

  private static String text(List<WaitView> waits, int unseen) {
    if (waits.isEmpty()) {
      return "";
    }
    int others = waits.size() - 1 + Math.max(0, unseen);
    return waits.get(0).text() + (others > 0 ? " and %d more".formatted(others) : "");
  }

  private Optional<WaitView> asAWhole(JobRow job) {
    return switch (job.state()) {
      case NOT_SUBMITTED ->
          Optional.of(
              wait(
                  WaitKind.PLAN,
                  "its plan, by a server of datacenter " + job.datacenter(),
                  job,
                  Optional.empty(),
                  Optional.of(job.begun()),
                  Optional.empty()));
      case PAUSED ->
          Optional.of(
              wait(
                  WaitKind.RESUME,
                  "somebody to resume it (%s)".formatted(job.message()),
                  job,
                  Optional.empty(),
                  Optional.of(job.begun()),
                  Optional.empty()));
      case RUNNING, COMPLETE, FAILED, ABORTED -> Optional.empty();
    };
  }

  /** What one task waits for. */
  Optional<WaitView> of(JobRow job, TaskRow task, Supply supply) {
    if (task.detached() && task.state() == TaskState.FAILED) {
      return Optional.of(undecidedCleanUp(task));
    }
    boolean undecided =
        task.state() == TaskState.FAILED && !task.skipped() && job.state() == JobState.FAILED;
    if (undecided) {
      return Optional.of(
          wait(
              WaitKind.DECISION,
              "somebody to retry or skip it; then its job goes on",
              job,
              Optional.of(task),
              task.endedAt(),
              Optional.empty()));
    }
    if (task.detached() && task.queue().isPresent()) {
      return Optional.of(cleanUp(task));
    }
    if (JobDao.isFinal(job.state()) && !task.detached()) {
      return Optional.empty();
    }
    return switch (task.state()) {
      case IN_PROGRESS -> Optional.of(result(job, task));
      case NOT_SUBMITTED -> Optional.of(turn(job, task, supply));
      case COMPLETE, FAILED, DROPPED -> Optional.empty();
    };
  }

  /** It is no part of the job: it waits for its datacenter as long as that takes. */
  private static WaitView cleanUp(TaskRow task) {
    return new WaitView(
        WaitKind.WORKER,
        "a worker of datacenter %s with plugin %s, to clean up"
            .formatted(task.queue().orElseThrow(), task.plugin()),
        Optional.of(task.id()),
        task.queue(),
        Optional.of(task.plugin()),
        Optional.empty(),
        0,
        task.notBefore(),
        Optional.empty());
  }

  private static WaitView undecidedCleanUp(TaskRow task) {
    return new WaitView(
        WaitKind.DECISION,
        "somebody to retry it, or to skip it if its machine in datacenter %s is gone"
            .formatted(task.workerDatacenter()),
        Optional.of(task.id()),
        Optional.of(task.workerDatacenter()),
        Optional.of(task.plugin()),
        Optional.empty(),
        0,
        task.endedAt(),
        Optional.empty());
  }

  private WaitView result(JobRow job, TaskRow task) {
    return wait(
        WaitKind.RESULT,
        "worker %s of datacenter %s to end %s"
            .formatted(task.worker(), task.workerDatacenter(), task.describe()),
        job,
        Optional.of(task),
        task.startedAt(),
        task.startedAt().map(start -> start.plus(config.taskTimeout().toJavaDuration())));
  }

  private WaitView turn(JobRow job, TaskRow task, Supply supply) {
    if (task.waitingOn() > 0) {
      String text = task.waitingOn() == 1 ? "the task" : "the " + task.waitingOn() + " tasks";
      return wait(WaitKind.TASKS, text + " before it", job, task);
    }
    if (task.isHeld()) {
      return wait(WaitKind.RESUME, "somebody to resume its job (" + job.message() + ")", job, task);
    }
    if (task.queue().isEmpty()) {
      return wait(WaitKind.NODE, "its node, where another task is next", job, task);
    }
    Instant since = task.notBefore().orElse(job.begun());
    if (since.isAfter(clock.instant())) {
      return wait(
          WaitKind.PAUSE,
          "the pause before %s begins%s".formatted(task.describe(), last(task)),
          job,
          Optional.of(task),
          Optional.empty(),
          Optional.of(since));
    }
    return worker(job, task, since, supply);
  }

  private WaitView worker(JobRow job, TaskRow task, Instant since, Supply supply) {
    String what =
        supply
            .staffing()
            .map(staffing -> staffing.waitsFor(task))
            .orElseGet(() -> "a worker with plugin " + task.plugin() + " for " + task.describe());
    Missing missing = supply.missing().get(task.plugin());
    boolean usedUp = supply.staffing().filter(Staffing::isUsedUp).isPresent();
    if (missing == null || usedUp) {
      WaitKind kind = usedUp ? WaitKind.QUOTA : WaitKind.WORKER;
      return wait(kind, what, job, Optional.of(task), Optional.of(since), Optional.empty());
    }
    Instant gone = missing.since().isAfter(since) ? missing.since() : since;
    return wait(
        WaitKind.PLUGIN,
        what,
        job,
        Optional.of(task),
        Optional.of(gone),
        Optional.of(gone.plus(config.workerTimeout().toJavaDuration())));
  }

  private static String last(TaskRow task) {
    return task.message().isEmpty() ? "" : " (last: " + task.message() + ")";
  }

  private WaitView wait(WaitKind kind, String text, JobRow job, TaskRow task) {
    return wait(kind, text, job, Optional.of(task), Optional.empty(), Optional.empty());
  }

  /**
   * @param ownBound when this wait ends at the latest, if not only with the job
   */
  private WaitView wait(
      WaitKind kind,
      String text,
      JobRow job,
      Optional<TaskRow> task,
      Optional<Instant> since,
      Optional<Instant> ownBound) {
    Optional<Instant> jobBound = bound(job);
    Optional<Instant> until =
        ownBound.filter(own -> jobBound.filter(own::isAfter).isEmpty()).or(() -> jobBound);
    boolean running = kind == WaitKind.RESULT;
    return new WaitView(
        kind,
        text,
        task.map(TaskRow::id),
        Optional.of(running ? task.orElseThrow().workerDatacenter() : job.datacenter()),
        task.map(TaskRow::plugin).filter(plugin -> !plugin.isEmpty()),
        task.filter(row -> running).map(TaskRow::worker),
        kind == WaitKind.TASKS ? task.orElseThrow().waitingOn() : 0,
        since,
        until);
  }

  /** When the job leaves its state at the latest. */
  private Optional<Instant> bound(JobRow job) {
    Duration longest =
        switch (job.state()) {
          case NOT_SUBMITTED, RUNNING -> config.longest().toJavaDuration();
          case PAUSED -> config.longestPause().toJavaDuration();
          case COMPLETE, FAILED, ABORTED -> Duration.ZERO;
        };
    return longest.isZero() ? Optional.empty() : Optional.of(job.begun().plus(longest));
  }
}
