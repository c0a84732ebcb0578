package io.cooperage.drill.run;

import io.cooperage.api.ClusterSummary;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows, through a survivor, the jobs that a lost datacenter had when it was lost. Ask {@link
 * #poll} again and again. Not thread-safe.
 */
final class TakeoverWatch {

  private final Observer observer;
  private final String lost;
  private final DrillClock clock;
  private final long lossMicros;
  private final Instant loss;
  private final Map<JobId, Progress> jobs = new LinkedHashMap<>();
  private boolean known;

  TakeoverWatch(Observer observer, String lost, DrillClock clock, long lossMicros) {
    this.observer = observer;
    this.lost = lost;
    this.clock = clock;
    this.lossMicros = lossMicros;
    this.loss = clock.instant(lossMicros);
  }

  /** Looks once; returns whether every job works elsewhere, or has ended. */
  boolean poll() {
    try {
      if (!known) {
        find();
      }
      List<JobId> open =
          jobs.entrySet().stream()
              .filter(entry -> !entry.getValue().done())
              .map(Map.Entry::getKey)
              .toList();
      open.forEach(this::look);
      return known && jobs.values().stream().allMatch(Progress::done);
    } catch (ApiException | UnreachableException e) {
      return false;
    }
  }

  /** What was lost is known from the first look, long before the lease of the lost ends. */
  private void find() {
    List<JobId> found = new ArrayList<>();
    for (ClusterSummary cluster : observer.pending()) {
      JobView job = observer.job(cluster.latestJob());
      if (job.datacenter().equals(lost) && !ended(job)) {
        found.add(job.id());
      }
    }
    found.forEach(id -> jobs.put(id, new Progress()));
    known = true;
  }

  private void look(JobId id) {
    JobView job = observer.job(id);
    long now = clock.now();
    Progress progress = jobs.get(id);
    if (!job.datacenter().equals(lost) || ended(job)) {
      progress.moved = progress.moved.isPresent() ? progress.moved : OptionalLong.of(now);
      progress.working = working(job, now);
    }
  }

  private OptionalLong working(JobView job, long now) {
    OptionalLong begun =
        observer.tasks(job.id()).stream()
            .filter(this::begunElsewhere)
            .mapToLong(task -> clock.micros(task.startTime().orElseThrow()))
            .min();
    return begun.isEmpty() && ended(job) ? OptionalLong.of(now) : begun;
  }

  private boolean begunElsewhere(TaskView task) {
    return !task.datacenter().isEmpty()
        && !task.datacenter().equals(lost)
        && task.status() != TaskState.NOT_SUBMITTED
        && task.startTime().filter(loss::isBefore).isPresent();
  }

  private static boolean ended(JobView job) {
    return job.status() != JobState.NOT_SUBMITTED
        && job.status() != JobState.RUNNING
        && job.status() != JobState.PAUSED;
  }

  List<JobId> jobs() {
    return List.copyOf(jobs.keySet());
  }

  Takeover result() {
    List<OptionalLong> moved = jobs.values().stream().map(job -> job.moved).toList();
    List<OptionalLong> working = jobs.values().stream().map(job -> job.working).toList();
    return new Takeover(jobs.size(), first(moved), last(moved), first(working), last(working));
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

    private boolean done() {
      return working.isPresent();
    }
  }
}
