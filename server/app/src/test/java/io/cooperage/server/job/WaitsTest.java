package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.api.WaitKind;
import io.cooperage.api.WaitView;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.job.MissingPluginDao.Missing;
import io.cooperage.server.job.Waits.Supply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = BEGUN.plusSeconds(3600);
  private static final JobId JOB = new ClusterId(7).job(1);
  private static final Waits WAITS =
      new Waits(JobConfig.defaults(), Clock.fixed(NOW, ZoneOffset.UTC));

  private static JobRow job(JobState state, Optional<Instant> since) {
    return new JobRow(
        JOB,
        ClusterOperation.CREATE,
        state,
        "dc2",
        4,
        9,
        "t",
        10,
        3,
        0,
        state == JobState.PAUSED ? "paused by acme/alice" : "",
        new JobRequest(false, false),
        BEGUN,
        Optional.of(BEGUN),
        Optional.empty(),
        since);
  }

  private static TaskRow task(
      int number,
      TaskState state,
      int waitingOn,
      Optional<String> queue,
      Optional<Instant> notBefore) {
    return new TaskRow(
        JOB.task(number),
        Optional.of(TaskAction.INSTALL),
        1000,
        "web",
        "automator/shell",
        0,
        0,
        List.of(),
        3,
        waitingOn,
        state,
        queue,
        notBefore,
        1,
        0,
        0,
        false,
        false,
        false,
        Optional.empty(),
        "w3",
        "dc2",
        "",
        Optional.of(NOW.minusSeconds(60)),
        Optional.empty());
  }

  private static TaskRow queued(int number, Instant since) {
    return task(number, TaskState.NOT_SUBMITTED, 0, Optional.of("dc2"), Optional.of(since));
  }

  private static WaitView of(TaskRow task, Supply supply) {
    return WAITS.of(job(JobState.RUNNING, Optional.empty()), task, supply).orElseThrow();
  }

  private static Supply supply(int quota, Map<String, Missing> missing) {
    WorkerLabels labels = WorkerLabels.of(Map.of("rack", "a"));
    Staffing staffing = new Staffing("dc2", List.of(), labels, "acme", quota, 4);
    return new Supply(Optional.of(staffing), missing);
  }

  private static Supply missing(String plugin, Instant since) {
    return supply(-1, Map.of(plugin, new Missing(new Ask(plugin, WorkerLabels.NONE), since)));
  }

  @Test
  void aTaskWaitsForItsTenantsOthersWhereTheQuotaIsUsedUp() {
    WaitView wait = of(queued(1, BEGUN), supply(4, Map.of()));
    assertThat(wait.kind()).isEqualTo(WaitKind.QUOTA);
    assertThat(wait.text()).contains("4 are in progress");
    assertThat(wait.until()).contains(BEGUN.plus(Duration.ofDays(1)));
    assertThat(of(queued(1, BEGUN), supply(5, Map.of())).kind()).isEqualTo(WaitKind.WORKER);
  }

  @Test
  void aRunningTaskWaitsForItsWorkerUntilItTimesOut() {
    WaitView wait =
        of(
            task(1, TaskState.IN_PROGRESS, 0, Optional.empty(), Optional.of(BEGUN)),
            supply(-1, Map.of()));
    assertThat(wait.kind()).isEqualTo(WaitKind.RESULT);
    assertThat(wait.text())
        .isEqualTo("worker w3 of datacenter dc2 to end INSTALL of web on node 1000");
    assertThat(wait.worker()).contains("w3");
    assertThat(wait.since()).contains(NOW.minusSeconds(60));
    assertThat(wait.until()).contains(NOW.minusSeconds(60).plus(Duration.ofMinutes(15)));
  }

  @Test
  void aCleanUpThatAWorkerHasIsWaitedForAlsoWhenItsJobHasEnded() {
    TaskRow cleanUp =
        task(1, TaskState.IN_PROGRESS, 0, Optional.empty(), Optional.of(BEGUN))
            .detachedIn("dc2", 1)
            .with(TaskState.IN_PROGRESS, 0, Optional.empty(), "");
    for (JobState state : JobState.values()) {
      WaitView wait = WAITS.of(job(state, Optional.empty()), cleanUp, Supply.UNKNOWN).orElseThrow();
      assertThat(wait.kind()).as(state.wire()).isEqualTo(WaitKind.RESULT);
      assertThat(wait.worker()).contains("w3");
      assertThat(wait.until()).contains(NOW.minusSeconds(60).plus(Duration.ofMinutes(15)));
    }
  }

  @Test
  void aQueuedTaskWaitsForAWorkerAsLongAsItsJobMayTake() {
    WaitView wait = of(queued(1, BEGUN), supply(-1, Map.of()));
    assertThat(wait.kind()).isEqualTo(WaitKind.WORKER);
    assertThat(wait.text()).contains("datacenter dc2 with plugin automator/shell");
    assertThat(wait.until()).contains(BEGUN.plus(Duration.ofDays(1)));
  }

  @Test
  void whereNoWorkerHasThePluginTheTimeCountsFromWhenBothAreTrue() {
    Instant queued = NOW.minusSeconds(30);
    WaitView wait = of(queued(1, queued), missing("automator/shell", BEGUN));
    assertThat(wait.kind()).isEqualTo(WaitKind.PLUGIN);
    assertThat(wait.plugin()).contains("automator/shell");
    assertThat(wait.text()).contains("plugin automator/shell and labels rack=a for INSTALL of web");
    assertThat(wait.since()).contains(queued);
    assertThat(wait.until()).contains(queued.plus(Duration.ofMinutes(30)));
    assertThat(of(queued(1, BEGUN), missing("automator/shell", queued)).since()).contains(queued);
    assertThat(of(queued(1, BEGUN), missing("provider/pool", BEGUN)).kind())
        .isEqualTo(WaitKind.WORKER);
  }

  @Test
  void noWaitLastsLongerThanItsJobMay() {
    Instant late = BEGUN.plus(Duration.ofDays(1)).minusSeconds(1);
    WaitView wait = of(queued(1, BEGUN), missing("automator/shell", late));
    assertThat(wait.until()).contains(BEGUN.plus(Duration.ofDays(1)));
  }

  @Test
  void whatComesBeforeATaskIsCounted() {
    WaitView wait =
        of(
            task(1, TaskState.NOT_SUBMITTED, 3, Optional.empty(), Optional.empty()),
            supply(-1, Map.of()));
    assertThat(wait.kind()).isEqualTo(WaitKind.TASKS);
    assertThat(wait.text()).isEqualTo("the 3 tasks before it");
    assertThat(wait.tasks()).isEqualTo(3);
    assertThat(
            of(
                    task(1, TaskState.NOT_SUBMITTED, 0, Optional.empty(), Optional.empty()),
                    supply(-1, Map.of()))
                .kind())
        .isEqualTo(WaitKind.NODE);
  }

  @Test
  void aTaskThatWasTriedWaitsForTheEndOfItsPause() {
    WaitView wait = of(queued(1, NOW.plusSeconds(8)), supply(-1, Map.of()));
    assertThat(wait.kind()).isEqualTo(WaitKind.PAUSE);
    assertThat(wait.until()).contains(NOW.plusSeconds(8));
  }

  @Test
  void aPausedJobWaitsForSomebodyAndForWhatStillRuns() {
    JobRow paused = job(JobState.PAUSED, Optional.of(NOW));
    TaskRow running = task(1, TaskState.IN_PROGRESS, 0, Optional.empty(), Optional.of(BEGUN));
    Waits.Waiting waiting = WAITS.of(paused, List.of(running), supply(-1, Map.of()));
    assertThat(waiting.text()).isEqualTo("somebody to resume it (paused by acme/alice) and 1 more");
    assertThat(waiting.waits())
        .extracting(WaitView::kind)
        .containsExactly(WaitKind.RESUME, WaitKind.RESULT);
    assertThat(waiting.until()).contains(NOW.plus(Duration.ofDays(7)));
    TaskRow held = task(2, TaskState.NOT_SUBMITTED, 0, Optional.empty(), Optional.of(BEGUN));
    assertThat(WAITS.of(paused, held, Supply.UNKNOWN).orElseThrow().kind())
        .isEqualTo(WaitKind.RESUME);
  }

  @Test
  void aJobShowsWhatRunsFirstAndCountsTheRest() {
    List<TaskRow> out = new ArrayList<>();
    for (int number = 1; number <= 30; number++) {
      out.add(queued(number, BEGUN));
    }
    out.add(task(31, TaskState.IN_PROGRESS, 0, Optional.empty(), Optional.of(BEGUN)));
    Waits.Waiting waiting =
        WAITS.of(job(JobState.RUNNING, Optional.empty()), out, supply(-1, Map.of()));
    assertThat(waiting.waits()).hasSize(20);
    assertThat(waiting.waits().get(0).task()).contains(JOB.task(31));
    assertThat(waiting.text()).startsWith("worker w3").endsWith(" and 30 more");
  }

  @Test
  void everyStateThatIsNotFinalHasABoundAndSaysWhatItWaitsFor() {
    for (JobState state : JobState.values()) {
      JobRow job = job(state, Optional.empty());
      Waits.Waiting waiting = WAITS.of(job, List.of(queued(1, BEGUN)), supply(-1, Map.of()));
      assertThat(waiting.until().isPresent()).isNotEqualTo(JobDao.isFinal(state));
      assertThat(waiting.text().isEmpty()).as(state.wire()).isEqualTo(JobDao.isFinal(state));
      for (TaskState task : TaskState.values()) {
        boolean open = task == TaskState.NOT_SUBMITTED || task == TaskState.IN_PROGRESS;
        TaskRow row = task(1, task, 0, Optional.empty(), Optional.empty());
        Optional<WaitView> wait = WAITS.of(job, row, supply(-1, Map.of()));
        if (open && !JobDao.isFinal(state)) {
          assertThat(wait.orElseThrow().until()).isPresent();
        }
        boolean undecided = state == JobState.FAILED && task == TaskState.FAILED;
        assertThat(wait.isPresent()).isEqualTo(undecided || (open && !JobDao.isFinal(state)));
      }
    }
  }
}
