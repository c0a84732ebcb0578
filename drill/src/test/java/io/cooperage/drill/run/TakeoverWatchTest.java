package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.drill.history.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeoverWatchTest {

  private static final long BEGUN = -1_000_000;
  private static final long GONE = -800_000;
  private static final JobId ONE = JobId.parse("00000001-001");
  private static final JobId TWO = JobId.parse("00000002-001");

  private final DrillClock clock = new DrillClock();
  private final Known known = new Known();

  private final class Known implements WatchedJobs {
    private final Map<JobId, JobView> jobs = new LinkedHashMap<>();
    private final List<TaskView> tasks = new ArrayList<>();

    @Override
    public List<JobView> open() {
      return List.copyOf(jobs.values());
    }

    @Override
    public List<JobView> jobs(List<JobId> ids) {
      return ids.stream().map(jobs::get).toList();
    }

    @Override
    public List<TaskView> tasks(JobId id) {
      return tasks.stream().filter(task -> task.id().job().equals(id)).toList();
    }

    private void job(JobId id, JobState state, String datacenter, Optional<Long> ended) {
      jobs.put(
          id,
          new JobView(
              id,
              ClusterOperation.CREATE,
              state,
              datacenter,
              1,
              1,
              0,
              0,
              "",
              clock.origin(),
              Optional.empty(),
              ended.map(clock::instant),
              "",
              List.of(),
              Optional.empty()));
    }

    private void begun(JobId job, String datacenter, long at) {
      Instant start = clock.instant(at);
      tasks.add(
          new TaskView(
              new TaskId(job, 1),
              TaskAction.CREATE,
              1,
              "",
              "",
              TaskState.IN_PROGRESS,
              0,
              1,
              "worker",
              datacenter,
              "",
              Optional.of(start),
              Optional.empty(),
              false,
              Optional.empty()));
    }
  }

  private TakeoverWatch lost() {
    TakeoverWatch watch = TakeoverWatch.before(known, "dc2", clock);
    watch.lost(BEGUN, GONE);
    return watch;
  }

  @Test
  void onlyJobsOfTheLostDatacenterAreWatched() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    known.job(TWO, JobState.RUNNING, "dc1", Optional.empty());
    assertThat(lost().result().jobs()).isEqualTo(1);
  }

  @Test
  void whatWasMovedBeforeTheFirstLookStillCounts() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    TakeoverWatch watch = lost();
    known.job(ONE, JobState.RUNNING, "dc1", Optional.empty());
    known.begun(ONE, "dc1", BEGUN + 2_000_000);
    assertThat(watch.poll()).isTrue();
    assertThat(watch.result().jobs()).isEqualTo(1);
    assertThat(watch.result().allWorking()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void jobBelongedElsewhereAtTheLatestWhenItWorkedThere() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    TakeoverWatch watch = lost();
    known.job(ONE, JobState.RUNNING, "dc1", Optional.empty());
    known.begun(ONE, "dc1", BEGUN + 1);
    watch.poll();
    assertThat(watch.result().allMoved()).isEqualTo(watch.result().allWorking());
  }

  @Test
  void jobThatStaysWhereItWasNeitherMovedNorWorks() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    known.begun(ONE, "dc2", BEGUN - 1);
    TakeoverWatch watch = lost();
    assertThat(watch.poll()).isFalse();
    assertThat(watch.result().moved()).isZero();
    assertThat(watch.result().working()).isZero();
  }

  @Test
  void jobThatTheLostDatacenterEndedBeforeItWasGoneDoesNotCount() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    TakeoverWatch watch = lost();
    known.job(ONE, JobState.COMPLETE, "dc2", Optional.of(GONE - 1));
    watch.poll();
    assertThat(watch.result().jobs()).isZero();
  }

  @Test
  void jobThatTheLostDatacenterEndedAfterItWasGoneWasNotTakenOver() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    TakeoverWatch watch = lost();
    known.job(ONE, JobState.COMPLETE, "dc2", Optional.of(GONE + 1_000));
    assertThat(watch.poll()).isFalse();
    assertThat(watch.result().jobs()).isEqualTo(1);
    assertThat(watch.result().moved()).isZero();
  }

  @Test
  void jobWhoseClusterWasDeletedMeanwhileDoesNotCount() {
    known.job(ONE, JobState.RUNNING, "dc2", Optional.empty());
    TakeoverWatch watch = lost();
    known.job(ONE, JobState.ABORTED, "dc1", Optional.of(GONE + 1));
    watch.poll();
    assertThat(watch.result().jobs()).isZero();
  }
}
