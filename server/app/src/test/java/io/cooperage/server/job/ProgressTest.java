package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final JobId JOB = new ClusterId(7).job(1);
  private static final RetryPolicy RETRY = new RetryPolicy(3, Duration.ofSeconds(1), 10);

  private static JobRow job(ClusterOperation operation, int total, int done) {
    return job(operation, JobState.RUNNING, total, done);
  }

  private static JobRow job(ClusterOperation operation, JobState state, int total, int done) {
    return new JobRow(
        JOB,
        operation,
        state,
        "dc1",
        4,
        9,
        "t",
        total,
        done,
        0,
        "",
        new JobRequest(false, false),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TaskRow task(
      int number, TaskAction action, int node, int predecessors, Integer... successors) {
    return TaskRow.planned(
        JOB.task(number),
        Optional.of(action),
        node,
        "",
        "automator/sim",
        0,
        List.of(successors),
        predecessors);
  }

  private static TaskRow gate(int number, int predecessors, Integer... successors) {
    return TaskRow.planned(
        JOB.task(number), Optional.empty(), 0, "", "", 0, List.of(successors), predecessors);
  }

  private static Progress progress(ClusterOperation operation, int total, TaskRow... rows) {
    Progress progress = new Progress(job(operation, total, 0), RETRY);
    progress.addTasks(List.of(rows));
    return progress;
  }

  @Test
  void whatIsReleasedOnANodeThatRestsWaitsAtLeastThatLong() {
    Progress progress =
        progress(
            ClusterOperation.DELETE,
            4,
            task(1, TaskAction.STOP, 1000, 0, 2),
            task(2, TaskAction.DELETE, 1000, 1),
            task(3, TaskAction.DELETE, 1001, 0),
            task(4, TaskAction.DELETE, 1002, 0));
    progress.addNode(1000, 1);
    progress.rest(1000, Duration.ofSeconds(5));
    progress.rest(1001, Duration.ofSeconds(5));
    progress.fail(1, "too long", Optional.empty());
    progress.fail(3, "too long", Optional.empty());
    progress.fail(4, "no such machine", Optional.empty());
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(2).queue).contains("dc1");
    assertThat(progress.task(2).delay).isEqualTo(Duration.ofSeconds(5));
    assertThat(progress.task(3).delay).isEqualTo(Duration.ofSeconds(5));
    assertThat(progress.task(4).delay).isEqualTo(RETRY.pauseAfter(1));
  }

  @Test
  void aTaskIsReleasedWhenItsPredecessorsAreCompleteAndItsNodeIsFree() {
    Progress progress =
        progress(
            ClusterOperation.CREATE,
            3,
            task(1, TaskAction.CREATE, 1000, 0, 3),
            task(2, TaskAction.CREATE, 1001, 0, 3),
            task(3, TaskAction.START, 1000, 2));
    progress.addNode(1000, 1);
    progress.addNode(1001, 2);
    progress.complete(1, "");
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(3).queue).isEmpty();
    progress.complete(2, "");
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(3).queue).contains("dc1");
    assertThat(progress.currentTask(1000)).isEqualTo(3);
    assertThat(progress.isComplete()).isFalse();
  }

  @Test
  void aNodeHasOneTaskOutAndTheLowestNumberGoesFirst() {
    Progress progress =
        progress(
            ClusterOperation.CREATE,
            3,
            task(1, TaskAction.BOOTSTRAP, 1000, 0, 2, 3),
            task(2, TaskAction.INSTALL, 1000, 1),
            task(3, TaskAction.INSTALL, 1000, 1));
    progress.addNode(1000, 1);
    progress.complete(1, "");
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(2).queue).contains("dc1");
    assertThat(progress.task(3).queue).isEmpty();
    assertThat(progress.task(3).waitingOn).isZero();
  }

  @Test
  void gatesFollowAtOnceAndAreNotCounted() {
    Progress progress =
        progress(
            ClusterOperation.CREATE,
            2,
            task(1, TaskAction.START, 1000, 0, 2),
            gate(2, 1, 3),
            gate(3, 1, 4),
            task(4, TaskAction.START, 1001, 1));
    progress.addNode(1000, 1);
    progress.addNode(1001, 0);
    progress.complete(1, "");
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(3).state).isEqualTo(TaskState.COMPLETE);
    assertThat(progress.task(4).queue).contains("dc1");
    assertThat(progress.done()).isEqualTo(1);
  }

  @Test
  void itAsksForTheRowsThatItDoesNotKnow() {
    Progress progress =
        progress(ClusterOperation.CREATE, 2, task(1, TaskAction.CREATE, 1000, 0, 2));
    progress.addNode(1000, 1);
    progress.complete(1, "");
    progress.settle();
    assertThat(progress.unknown()).containsExactly(2);
    progress.addTasks(List.of(task(2, TaskAction.CONFIRM, 1000, 1)));
    progress.settle();
    assertThat(progress.unknown()).isEmpty();
    progress.releaseNext();
    assertThat(progress.released()).isEqualTo(1);
  }

  @Test
  void aFailureIsRetriedAfterAGrowingPauseAndKeepsItsNode() {
    Progress progress = progress(ClusterOperation.CREATE, 1, task(1, TaskAction.INSTALL, 1000, 0));
    progress.addNode(1000, 1);
    progress.fail(1, "oops", Optional.empty());
    assertThat(progress.task(1).delay).isEqualTo(Duration.ofSeconds(1));
    progress.fail(1, "oops", Optional.empty());
    assertThat(progress.task(1).delay).isEqualTo(Duration.ofSeconds(4));
    assertThat(progress.currentTask(1000)).isEqualTo(1);
    assertThat(progress.failure()).isEmpty();
    progress.fail(1, "oops", Optional.empty());
    assertThat(progress.failure()).contains("INSTALL on node 1000 failed: oops");
    assertThat(progress.task(1).state).isEqualTo(TaskState.FAILED);
  }

  @Test
  void aFailedConfirmSendsItsNodeBackToCreate() {
    TaskRow create = task(1, TaskAction.CREATE, 1000, 0, 2, 3);
    Progress progress = new Progress(job(ClusterOperation.CREATE, 3, 1), RETRY);
    progress.addTasks(
        List.of(
            task(2, TaskAction.CONFIRM, 1000, 1)
                .with(TaskState.IN_PROGRESS, 0, Optional.empty(), "")));
    progress.addNode(1000, 2);
    progress.fail(2, "no login", Optional.of(create));
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(1).recreate).isTrue();
    assertThat(progress.task(1).queue).contains("dc1");
    assertThat(progress.task(2).waitingOn).isEqualTo(1);
    assertThat(progress.task(2).queue).isEmpty();
    assertThat(progress.currentTask(1000)).isEqualTo(1);
    assertThat(progress.done()).isZero();
    progress.addTasks(List.of(task(3, TaskAction.START, 1001, 1)));
    progress.complete(1, "");
    progress.settle();
    assertThat(progress.task(2).waitingOn).isZero();
    assertThat(progress.task(3).waitingOn).isEqualTo(1);
  }

  @Test
  void aDeletionGoesOnWhenAStopFails() {
    Progress progress =
        progress(
            ClusterOperation.DELETE,
            2,
            task(1, TaskAction.STOP, 1000, 0, 2),
            task(2, TaskAction.DELETE, 1000, 1));
    progress.addNode(1000, 1);
    progress.fail(1, "not running", Optional.empty());
    progress.settle();
    progress.releaseNext();
    assertThat(progress.task(1).state).isEqualTo(TaskState.COMPLETE);
    assertThat(progress.task(2).queue).contains("dc1");
  }

  @Test
  void theLastTaskCompletesTheJob() {
    Progress progress =
        progress(ClusterOperation.CREATE, 1, task(1, TaskAction.CREATE, 1000, 0, 2), gate(2, 1));
    progress.addNode(1000, 1);
    progress.complete(1, "");
    progress.settle();
    assertThat(progress.isComplete()).isTrue();
  }

  @Test
  void aTaskThatLosesItsWorkersTooOftenFails() {
    Progress progress =
        new Progress(
            job(ClusterOperation.CREATE, 1, 0), new RetryPolicy(3, Duration.ofSeconds(1), 1));
    progress.addTasks(List.of(attempted(task(1, TaskAction.CREATE, 1000, 0), 1)));
    progress.addNode(1000, 1);
    progress.putBack(1, "its worker was lost", Duration.ZERO);
    assertThat(progress.failure().orElseThrow()).contains("1 times").contains("worker was lost");
  }

  @Test
  void aTaskThatIsPutBackWaitsUntilItsWorkerHasEndedIt() {
    Progress progress = progress(ClusterOperation.CREATE, 1);
    progress.addTasks(List.of(attempted(task(1, TaskAction.CREATE, 1000, 0), 1)));
    progress.addNode(1000, 1);
    progress.putBack(1, "its worker was lost", Duration.ofSeconds(2));
    progress.releaseNext();
    assertThat(progress.task(1).queue).contains("dc1");
    assertThat(progress.task(1).delay).isEqualTo(Duration.ofSeconds(2));
    assertThat(progress.task(1).token).isEmpty();
  }

  @Test
  void handOutsBeforeItsJobWasTriedAgainCountNoMore() {
    RetryPolicy twice = new RetryPolicy(3, Duration.ofSeconds(1), 2);
    Progress progress = new Progress(job(ClusterOperation.CREATE, 1, 0), twice);
    progress.addTasks(List.of(attempted(task(1, TaskAction.CREATE, 1000, 0), 5, 4)));
    progress.addNode(1000, 1);
    progress.putBack(1, "its worker was lost", Duration.ZERO);
    assertThat(progress.failure()).isEmpty();
    assertThat(progress.task(1).queue).contains("dc1");
  }

  @Test
  void aTaskThatNobodyCanRunFailsItsJobAtOnce() {
    Progress progress = progress(ClusterOperation.CREATE, 1, task(1, TaskAction.CREATE, 1000, 0));
    progress.giveUp(1, "no worker has plugin automator/sim");
    assertThat(progress.task(1).state).isEqualTo(TaskState.FAILED);
    assertThat(progress.failure().orElseThrow()).contains("CREATE").contains("automator/sim");
  }

  @Test
  void inAPausedJobWhatFollowsIsHeldAndWhatEndsCounts() {
    Progress progress = new Progress(job(ClusterOperation.CREATE, JobState.PAUSED, 3, 0), RETRY);
    progress.addTasks(
        List.of(
            attempted(task(1, TaskAction.CREATE, 1000, 0, 3), 1),
            attempted(task(2, TaskAction.CREATE, 1001, 0), 1),
            task(3, TaskAction.CONFIRM, 1000, 1)));
    progress.addNode(1000, 1);
    progress.addNode(1001, 2);
    progress.complete(1, "");
    progress.fail(2, "oops", Optional.empty());
    progress.settle();
    progress.releaseNext();
    assertThat(progress.done()).isEqualTo(1);
    assertThat(progress.released()).isZero();
    assertThat(progress.task(3).queue).isEmpty();
    assertThat(progress.task(3).held).isTrue();
    assertThat(progress.currentTask(1000)).isEqualTo(3);
    assertThat(progress.task(2).held).isTrue();
    assertThat(progress.task(2).delay).isEqualTo(RETRY.pauseAfter(1));
    assertThat(progress.currentTask(1001)).isEqualTo(2);
  }

  private static TaskRow attempted(TaskRow row, int attempts) {
    return attempted(row, attempts, 0);
  }

  private static TaskRow attempted(TaskRow row, int attempts, int forgiven) {
    return new TaskRow(
        row.id(),
        row.action(),
        row.node(),
        row.service(),
        row.plugin(),
        row.generation(),
        row.stage(),
        row.successors(),
        row.predecessors(),
        row.waitingOn(),
        TaskState.IN_PROGRESS,
        row.queue(),
        row.notBefore(),
        attempts,
        forgiven,
        row.failures(),
        row.recreate(),
        row.skipped(),
        row.detached(),
        Optional.of("4." + attempts),
        "w",
        "dc1",
        "",
        Optional.empty(),
        Optional.empty());
  }
}
