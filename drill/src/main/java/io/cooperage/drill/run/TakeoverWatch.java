package io.cooperage.drill.run;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.client.ApiException;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.history.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the jobs that a datacenter had just before it was lost. Make it before the fault, say
 * when the fault came, then ask {@link #poll} again and again. A job that the datacenter ended
 * itself before it was gone, or whose cluster clients deleted meanwhile, does not count. Not
 * thread-safe.
 */
final class TakeoverWatch {

  private final WatchedJobs source;
  private final String lost;
  private final DrillClock clock;
  private final Map<JobId, Progress> jobs = new LinkedHashMap<>();
  private long lossMicros;
  private Instant loss;
  private Instant gone;

  private TakeoverWatch(WatchedJobs source, String lost, DrillClock clock) {
    this.source = source;
    this.lost = lost;
    this.clock = clock;
  }

  /** Notes what {@code datacenter} has now, before it is lost. */
  static TakeoverWatch before(WatchedJobs source, String datacenter, DrillClock clock) {
    TakeoverWatch watch = new TakeoverWatch(source, datacenter, clock);
    source.open().stream()
        .filter(job -> job.datacenter().equals(datacenter) && !ended(job))
        .forEach(job -> watch.jobs.put(job.id(), new Progress()));
    return watch;
  }

  /**
   * The datacenter was lost; microseconds on the drill's clock.
   *
   * @param begun when the fault began, from which times count
   * @param gone from when on it can have done nothing
   */
  void lost(long begun, long gone) {
    this.lossMicros = begun;
    this.loss = clock.instant(begun);
    this.gone = clock.instant(gone);
  }

  /** Looks once; returns whether every job works elsewhere, or has ended there. */
  boolean poll() {
    try {
      List<JobId> waiting = jobs.keySet().stream().filter(id -> !jobs.get(id).done()).toList();
      source.jobs(waiting).forEach(this::look);
      return jobs.values().stream().allMatch(Progress::done);
    } catch (ApiException | UnreachableException e) {
      return false;
    }
  }

  private void look(JobView job) {
    if (job.status() == JobState.ABORTED || endedByTheLost(job)) {
      jobs.remove(job.id());
    } else if (!job.datacenter().equals(lost)) {
      jobs.get(job.id()).moved(clock.now(), working(job));
    }
  }

  private boolean endedByTheLost(JobView job) {
    return job.datacenter().equals(lost)
        && ended(job)
        && job.endTime().filter(gone::isBefore).isEmpty();
  }

  private OptionalLong working(JobView job) {
    OptionalLong begun =
        source.tasks(job.id()).stream()
            .filter(this::begunElsewhere)
            .mapToLong(task -> clock.micros(task.startTime().orElseThrow()))
            .min();
    return begun.isEmpty() && ended(job)
        ? OptionalLong.of(job.endTime().map(clock::micros).orElseGet(clock::now))
        : begun;
  }

  private boolean begunElsewhere(TaskView task) {
    return !task.datacenter().isEmpty()
        && !task.datacenter().equals(lost)
        && task.status() != TaskState.NOT_SUBMITTED
        && task.startTime().filter(loss::isBefore).isPresent();
  }

  private static boolean ended(JobView job) {
    return switch (job.status()) {
      case NOT_SUBMITTED, RUNNING, PAUSED -> false;
      case COMPLETE, FAILED, ABORTED -> true;
    };
  }

  Takeover result() {
    List<OptionalLong> moved = jobs.values().stream().map(job -> job.moved).toList();
    List<OptionalLong> working = jobs.values().stream().map(job -> job.working).toList();
    return new Takeover(
        jobs.size(),
        count(moved),
        count(working),
        first(moved),
        last(moved),
        first(working),
        last(working));
  }

  private static int count(List<OptionalLong> times) {
    return (int) times.stream().filter(OptionalLong::isPresent).count();
  }

  private Optional<Duration> first(List<OptionalLong> times) {
    return times.stream()
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .min(Long::compare)
        .map(this::sinceLoss);
  }

  private Optional<Duration> last(List<OptionalLong> times) {
    return times.stream().allMatch(OptionalLong::isPresent)
        ? times.stream().map(OptionalLong::getAsLong).max(Long::compare).map(this::sinceLoss)
        : Optional.empty();
  }

  private Duration sinceLoss(long micros) {
    return Duration.ofNanos((micros - lossMicros) * 1_000);
  }

  private static final class Progress {
    private OptionalLong moved = OptionalLong.empty();
    private OptionalLong working = OptionalLong.empty();

    /** What works elsewhere belonged there at the latest when it began, whenever that is seen. */
    private void moved(long seen, OptionalLong begun) {
      working = begun;
      long known = Math.min(moved.orElse(seen), seen);
      moved = OptionalLong.of(Math.min(known, begun.orElse(known)));
    }

    private boolean done() {
      return working.isPresent();
    }
  }
}
