package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import io.cooperage.api.WaitKind;
import io.cooperage.api.WaitView;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of machines that were left to a datacenter that was lost, on a real node. */
class CleanUpIT {
  private static final int ATTEMPTS = 10;

  private static JobStore store;
  private static Steering steering;

  @BeforeAll
  static void start() {
    store = JobStore.start();
    steering = new Steering(store);
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void datacenters() {
    store.datacenter("dc1", 1, "up", 1);
    store.datacenter("dc2", 5, "lost", 1);
  }

  @AfterEach
  void clear() {
    store.clear();
  }

  /** The clean-up that waits for dc2 after {@code operation} left its machine there. */
  private static TaskId left(ClusterOperation operation) {
    TaskId gone = store.queued(operation, "dc1", 1, "dc2");
    store.relocation().takeOver("dc2", List.of("dc1"));
    TaskId cleanUp = gone.job().task(2);
    assertThat(store.find(cleanUp).detached()).isTrue();
    assertThat(store.find(cleanUp).queue()).contains("dc2");
    return cleanUp;
  }

  /** The same, as if dc1 were the datacenter that is back. */
  private static TaskId leftHere(ClusterOperation operation) {
    TaskId cleanUp = left(operation);
    store.giveAllTo("dc1", 1);
    return cleanUp;
  }

  /** One more, of another machine of the node. */
  private static TaskId waiting(JobId job, int number, int generation) {
    TaskRow planned =
        TaskRow.planned(
            job.task(number),
            Optional.of(TaskAction.DELETE),
            JobStore.NODE,
            "",
            JobStore.PLUGIN,
            0,
            List.of(),
            0);
    TaskRow task = planned.detachedIn("dc2", generation);
    store.run(
        tx -> {
          TaskDao.insert(tx, List.of(task), Duration.ZERO);
          return 0;
        });
    return task.id();
  }

  private static TaskId failed(ClusterOperation operation) {
    TaskId cleanUp = leftHere(operation);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.NOT_SUBMITTED);
      assertThat(events(cleanUp, "task.failed")).isZero();
      attempt(cleanUp, false);
    }
    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.FAILED);
    return cleanUp;
  }

  private static void attempt(TaskId cleanUp, boolean success) {
    store.passTime();
    List<HandOut> taken = store.take();
    assertThat(taken).extracting(HandOut::task).containsExactly(cleanUp);
    steering.finish(taken, success);
  }

  private static int events(TaskId task, String type) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM event WHERE type = ? AND subject = ? AND owner = 'o'")
                .bind(0, type)
                .bind(1, "task/" + task)
                .mapTo(Integer.class)
                .one());
  }

  private static Optional<WaitView> wait(TaskId task) {
    return JobStore.WAITS.of(store.find(task.job()), store.find(task), Waits.Supply.UNKNOWN);
  }

  private static void assertRefused(Runnable act, String words) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE))
        .hasMessageContaining(words);
  }

  @Test
  void oneThatFailedForGoodTellsAndIsTriedAgain() {
    TaskId cleanUp = failed(ClusterOperation.DELETE);
    assertThat(events(cleanUp, "task.failed")).isEqualTo(1);
    assertThat(wait(cleanUp)).map(WaitView::kind).contains(WaitKind.DECISION);

    steering.retry(cleanUp);

    TaskRow again = store.find(cleanUp);
    assertThat(again.state()).isEqualTo(TaskState.NOT_SUBMITTED);
    assertThat(again.queue()).contains("dc1");
    assertThat(again.failures()).isZero();
    assertThat(again.message()).startsWith("to be tried again, said superadmin/alice after: oops");
    assertThat(wait(cleanUp)).map(WaitView::kind).contains(WaitKind.WORKER);
    assertThat(events(cleanUp, "task.retried")).isEqualTo(1);
    assertRefused(() -> steering.retry(cleanUp), "waits for datacenter dc1");
    attempt(cleanUp, false);
    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.NOT_SUBMITTED);
    attempt(cleanUp, true);
    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.COMPLETE);
    assertThat(wait(cleanUp)).isEmpty();
    assertThat(store.find(cleanUp.job()).state()).isEqualTo(JobState.COMPLETE);
    assertThat(store.cluster(cleanUp.job()).state()).isEqualTo(ClusterState.TERMINATED);
  }

  @Test
  void theMachineOfOneThatFailedAndIsSkippedIsForgotten() {
    TaskId cleanUp = failed(ClusterOperation.SCALE_DOWN);
    assertThat(store.rows(cleanUp.job())).isEqualTo(1);

    steering.skip(cleanUp);

    assertThat(store.rows(cleanUp.job())).isZero();
    TaskRow skipped = store.find(cleanUp);
    assertThat(skipped.state()).isEqualTo(TaskState.COMPLETE);
    assertThat(skipped.skipped()).isTrue();
    assertThat(skipped.message()).isEqualTo("skipped by superadmin/alice after: oops");
    assertThat(events(cleanUp, "task.skipped")).isEqualTo(1);
    assertThat(store.cluster(cleanUp.job()).state()).isEqualTo(ClusterState.ACTIVE);
    assertRefused(() -> steering.skip(cleanUp), "is skipped");
    assertRefused(() -> steering.retry(cleanUp), "is skipped");
  }

  @Test
  void oneThatWaitsForADatacenterThatNeverReturnsIsSkipped() {
    TaskId cleanUp = left(ClusterOperation.DELETE);
    assertRefused(() -> steering.retry(cleanUp), "waits for datacenter dc2");

    steering.skip(cleanUp);

    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.COMPLETE);
    assertThat(store.find(cleanUp).message()).isEqualTo("skipped by superadmin/alice");
    store.giveAllTo("dc1", 1);
    store.passTime();
    assertThat(store.take()).as("nobody takes it any more").isEmpty();
  }

  @Test
  void oneThatAWorkerHasIsNotDecidedAbout() {
    TaskId cleanUp = leftHere(ClusterOperation.DELETE);
    store.passTime();
    List<HandOut> taken = store.take();
    assertRefused(() -> steering.skip(cleanUp), "in the hands of a worker");
    assertRefused(() -> steering.retry(cleanUp), "in the hands of a worker");
    steering.finish(taken, true);
    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.COMPLETE);
    assertThat(store.find(cleanUp).skipped()).isFalse();
  }

  @Test
  void whatAWorkerSaysIsWithheldOnceALaterJobMayHaveOtherSecrets() {
    TaskId cleanUp = leftHere(ClusterOperation.DELETE);
    store.run(tx -> tx.execute("UPDATE job SET secrets = TRUE"));
    store.run(tx -> tx.execute("UPDATE cluster SET latest_job = 2"));
    attempt(cleanUp, false);
    assertThat(store.find(cleanUp).failures()).isEqualTo(1);
    assertThat(store.find(cleanUp).message()).contains("withheld").doesNotContain("oops");
  }

  @Test
  void theRowOfANodeStaysUntilTheCleanUpsOfAllItsMachinesAreOver() {
    TaskId first = left(ClusterOperation.SCALE_DOWN);
    store.run(tx -> tx.execute("UPDATE node SET generation = 2"));
    TaskId second = waiting(first.job(), 3, 2);
    steering.skip(first);
    assertThat(store.rows(first.job())).isEqualTo(1);
    steering.skip(second);
    assertThat(store.rows(first.job())).isZero();
  }

  @Test
  void theRowOfADeletedMachineStaysForTheCleanUpOfAnEarlierOne() {
    TaskId delete = store.queued(ClusterOperation.SCALE_DOWN, "dc1", 1, "dc1");
    store.run(tx -> tx.execute("UPDATE node SET generation = 2"));
    TaskId cleanUp = waiting(delete.job(), 2, 1);
    store.passTime();
    List<HandOut> taken = store.take();
    assertThat(taken).extracting(HandOut::task).containsExactly(delete);
    steering.finish(taken, true);
    assertThat(store.cluster(delete.job()).state()).isEqualTo(ClusterState.ACTIVE);
    assertThat(store.machines(delete.job())).isEmpty();
    assertThat(store.cluster(delete.job()).numMachines()).isZero();
    assertThat(store.rows(delete.job())).as("for the clean-up").isEqualTo(1);

    store.giveAllTo("dc1", 1);
    attempt(cleanUp, true);

    assertThat(store.find(cleanUp).state()).isEqualTo(TaskState.COMPLETE);
    assertThat(store.rows(delete.job())).isZero();
  }
}
