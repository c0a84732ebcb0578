package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.Role;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import io.cooperage.api.WaitKind;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and bounds do to jobs, one transaction at a time, on a real node. */
class JobSteeringIT {
  private static final Caller STRANGER = new Caller("other", "bob", Role.ADMIN, "r2");

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
  void datacenter() {
    store.datacenter("dc1", 1, "up", 1);
  }

  @AfterEach
  void clear() {
    store.clear();
  }

  private static void assertRefused(Runnable act, ErrorCode code, String words) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  /** A creation of so many machines, planned. */
  private static JobId planned(int machines) {
    String spec = Json.write(JobStore.spec("")).replace("\"count\":1", "\"count\":" + machines);
    JobId job = store.job(ClusterOperation.CREATE, "dc1", 1, spec);
    store.planner().plan(List.of(job));
    return job;
  }

  @Test
  void aPausedJobHandsNothingOutAndCountsWhatEnds() {
    JobId job = planned(2);
    HandOut inHand = store.take(1).get(0);
    steering.pause(job);
    store.passTime();
    assertThat(store.take()).isEmpty();
    steering.finish(List.of(inHand), true);
    assertThat(store.take()).isEmpty();
    JobRow paused = store.find(job);
    assertThat(paused.state()).isEqualTo(JobState.PAUSED);
    assertThat(paused.tasksDone()).isEqualTo(1);
    assertThat(paused.message()).isEqualTo("paused by superadmin/alice");
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.PENDING);
    assertRefused(() -> steering.pause(job), ErrorCode.WRONG_STATE, "Resume or abort");

    steering.resume(job);
    assertThat(store.take())
        .extracting(handOut -> handOut.action().wire())
        .containsExactlyInAnyOrder("create", "confirm");
    assertRefused(() -> steering.resume(job), ErrorCode.WRONG_STATE, "running");
  }

  @Test
  void aFailureDuringAPauseIsTriedAgainAfterIt() {
    JobId job = planned(1);
    HandOut inHand = store.take().get(0);
    steering.pause(job);
    steering.finish(List.of(inHand), false);
    store.passTime();
    assertThat(store.take()).isEmpty();
    assertThat(store.find(job).state()).isEqualTo(JobState.PAUSED);
    steering.resume(job);
    store.passTime();
    assertThat(store.take()).extracting(HandOut::task).containsExactly(inHand.task());
  }

  @Test
  void whatEndsDuringAPauseCanEndTheJob() {
    JobId job = planned(1);
    steering.finish(store.take(), true);
    List<HandOut> last = store.take();
    steering.pause(job);
    steering.finish(last, true);
    assertThat(store.find(job).state()).isEqualTo(JobState.COMPLETE);
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.ACTIVE);
  }

  @Test
  void aJobThatIsPausedBeforeItsPlanIsPlannedWhenItIsResumed() {
    JobId job = store.job(ClusterOperation.CREATE, "dc1", 1);
    steering.pause(job);
    store.planner().plan(List.of(job));
    assertThat(store.find(job).state()).isEqualTo(JobState.PAUSED);
    store.datacenter("dc1", 4, "up", 1);
    assertThat(store.relocation().takeOver("dc1", List.of("dc1"))).isEqualTo(1);
    assertThat(store.find(job).state()).isEqualTo(JobState.PAUSED);
    steering.resume(job);
    store.planner().plan(List.of(job));
    assertThat(store.find(job).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aPausedJobThatIsTakenOverStaysPausedAndForgetsTheHandOutsThere() {
    JobId job = planned(2);
    HandOut inHand = store.take(1).get(0);
    steering.pause(job);
    store.giveAllTo("dc2", 2);
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);

    JobRow moved = store.find(job);
    assertThat(moved.state()).isEqualTo(JobState.PAUSED);
    assertThat(moved.datacenter()).isEqualTo("dc1");
    assertThat(moved.message()).isEqualTo("paused by superadmin/alice");
    assertThat(store.find(inHand.task()).token()).isEmpty();
    store.passTime();
    assertThat(store.take()).isEmpty();
    steering.resume(job);
    store.passTime();
    assertThat(store.take()).hasSize(2);
  }

  @Test
  void aFailedJobGoesOnFromWhereItStoodWithAllItsAttempts() {
    JobId job = planned(2);
    List<HandOut> creates = store.take();
    steering.finish(creates.subList(0, 1), true);
    steering.finish(creates.subList(1, 2), false);
    store.passTime();
    for (HandOut handOut : store.take()) {
      steering.finish(List.of(handOut), handOut.node() == creates.get(0).node());
    }
    steering.failAll();
    JobRow failed = store.find(job);
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.INCOMPLETE);

    steering.retry(job);

    JobRow again = store.find(job);
    assertThat(again.state()).isEqualTo(JobState.RUNNING);
    assertThat(again.tasksDone()).isEqualTo(failed.tasksDone()).isPositive();
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.PENDING);
    assertThat(store.cluster(job).activeJob()).isEqualTo(job.number());
    TaskRow tried = store.find(creates.get(1).task());
    assertThat(tried.tries()).isZero();
    assertThat(tried.failures()).isZero();
    assertThat(store.millisToWait(tried.id())).as("a worker had it").isBetween(3000L, 5000L);
    steering.finishAll();
    assertThat(store.find(job).state()).isEqualTo(JobState.COMPLETE);
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.ACTIVE);
    assertThat(store.find(creates.get(0).task()).attempt()).isEqualTo(1);
    assertRefused(() -> steering.retry(job), ErrorCode.WRONG_STATE, "complete");
  }

  @Test
  void anAbortedDeletionGoesOnWhenItIsTriedAgain() {
    TaskId delete = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc1");
    JobId job = delete.job();
    steering.abort(job);
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.INCOMPLETE);
    steering.retry(job);
    assertThat(store.take()).extracting(HandOut::task).containsExactly(delete);
  }

  @Test
  void aRetriedJobIsLeftToTheTakeoverOfItsDatacenterIfThatIsLost() {
    TaskId create = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    JobId job = create.job();
    store.take();
    steering.abort(job);
    store.giveAllTo("dc2", 2);
    store.datacenter("dc2", 5, "lost", 1);
    steering.retry(job);
    assertThat(store.find(job).datacenter()).isEqualTo("dc2");

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);

    assertThat(store.find(job).datacenter()).isEqualTo("dc1");
    assertThat(store.machine(job).generation()).as("its machine may stand there").isEqualTo(2);
    store.passTime();
    assertThat(store.take()).extracting(HandOut::task).containsExactly(create);
  }

  @Test
  void aRetriedJobStaysWithItsDatacenterUnderItsPresentEpoch() {
    store.datacenter("dc3", 9, "up", 1);
    TaskId create = store.queued(ClusterOperation.CREATE, "dc3", 3, "");
    steering.abort(create.job());
    steering.retry(create.job());
    assertThat(store.find(create.job()).datacenter()).isEqualTo("dc3");
    assertThat(store.find(create.job()).epoch()).isEqualTo(9);
    assertThat(store.find(create).queue()).contains("dc3");
  }

  @Test
  void onlyTheLastJobOfAClusterIsTriedAgain() {
    TaskId create = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc1");
    JobId deletion = store.deletionAfter(create.job());
    assertRefused(
        () -> steering.retry(create.job()), ErrorCode.WRONG_STATE, "its last job is " + deletion);
  }

  @Test
  void aJobThatCouldNotBePlannedIsPlannedAgain() {
    JobId job = store.job(ClusterOperation.CREATE, "dc1", 1, "no spec");
    store.planner().plan(List.of(job));
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    steering.retry(job);
    assertThat(store.find(job).state()).isEqualTo(JobState.NOT_SUBMITTED);
  }

  @Test
  void theJobGoesOnWithTheLastDecisionAboutItsFailedTasks() {
    JobId job = planned(2);
    steering.finish(store.take(), true);
    List<HandOut> confirms = store.take();
    for (int i = 0; i < 3; i++) {
      steering.finish(confirms, false);
      store.passTime();
      if (i < 2) {
        steering.finish(store.take(), true);
        store.passTime();
        confirms = store.take();
      }
    }
    TaskId first = confirms.get(0).task();
    TaskId second = confirms.get(1).task();
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(first).state()).isEqualTo(TaskState.FAILED);
    assertThat(store.find(second).state()).isEqualTo(TaskState.FAILED);

    steering.skip(first);
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    assertRefused(() -> steering.skip(first), ErrorCode.WRONG_STATE, "is skipped");
    steering.retry(second);

    assertThat(store.find(first).state()).isEqualTo(TaskState.COMPLETE);
    assertThat(store.find(first).skipped()).isTrue();
    assertThat(store.find(first).message()).startsWith("skipped by superadmin/alice");
    assertThat(store.find(job).state()).isEqualTo(JobState.RUNNING);
    store.passTime();
    assertThat(store.take()).extracting(HandOut::task).containsExactly(second);
  }

  @Test
  void theCreationOfAMachineIsNotSkipped() {
    JobId job = planned(1);
    steering.failAll();
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    assertRefused(() -> steering.skip(job.task(1)), ErrorCode.WRONG_STATE, "creates the machine");
    assertRefused(() -> steering.skip(job.task(2)), ErrorCode.WRONG_STATE, "is dropped");
    steering.retry(job.task(1));
    store.passTime();
    assertThat(store.take()).hasSize(1);
  }

  @Test
  void foreignJobsAndTasksAreNotFound() {
    JobId job = planned(1);
    assertRefused(() -> steering.pause(STRANGER, job), ErrorCode.NOT_FOUND, "no job");
    assertThat(store.find(job).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobThatTakesTooLongFails() {
    JobId late = planned(1);
    JobId fresh = planned(1);
    store.datacenter("dc3", 6, "lost", 1);
    JobId unplanned = store.job(ClusterOperation.CREATE, "dc3", 3);
    HandOut inHand = store.take(1).get(0);
    age(late, "created_at", 2);
    age(unplanned, "created_at", 2);
    steering.bounds().tick();
    assertThat(store.find(late).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(late).message()).contains("1 day");
    assertThat(steering.audited(late)).containsExactly("(servers) job.fail");
    assertThat(store.cluster(late).state()).isEqualTo(ClusterState.INCOMPLETE);
    assertThat(store.find(inHand.task()).token()).isEmpty();
    assertThat(store.find(fresh).state()).isEqualTo(JobState.RUNNING);
    assertThat(store.find(unplanned).state()).isEqualTo(JobState.FAILED);

    steering.retry(late);
    steering.bounds().tick();
    assertThat(store.find(late).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobThatIsPausedForTooLongIsAborted() {
    JobId forgotten = planned(1);
    JobId paused = planned(1);
    steering.pause(forgotten);
    steering.pause(paused);
    age(forgotten, "since", 8);
    age(paused, "created_at", 8);
    steering.bounds().tick();
    assertThat(store.find(forgotten).state()).isEqualTo(JobState.ABORTED);
    assertThat(steering.audited(forgotten)).contains("(servers) job.abort");
    assertThat(store.cluster(forgotten).message()).contains("paused for longer than 7 days");
    assertThat(store.find(paused).state()).isEqualTo(JobState.PAUSED);
  }

  private static void age(JobId job, String column, int days) {
    store.run(
        tx ->
            tx.execute(
                "UPDATE job SET "
                    + column
                    + " = "
                    + column
                    + " - INTERVAL ? DAY"
                    + " WHERE cluster_id = ?",
                days,
                job.cluster().value()));
  }

  @Test
  void aTaskWhosePluginNoWorkerHasFailsInTheEndAndOneThatWaitsForBusyWorkersDoesNot() {
    JobId job = planned(1);
    MissingPlugins missing = steering.missingPlugins();
    roll("[]", "['sim']");
    missing.note();
    store.run(tx -> tx.execute("UPDATE task SET not_before = not_before - INTERVAL 1 DAY"));
    missing.expire();
    assertThat(store.find(job).state()).isEqualTo(JobState.RUNNING);
    Waits.Waiting waiting = store.read(handle -> JobStore.WAITS.of(handle, store.find(job)));
    assertThat(waiting.waits()).hasSize(1);
    assertThat(waiting.waits().get(0).kind()).isEqualTo(WaitKind.PLUGIN);
    assertThat(waiting.text())
        .contains("dc1")
        .contains("provider/sim")
        .contains("none of its 1 workers");
    assertThat(waiting.waits().get(0).until()).isPresent();

    roll("['sim']", "[]");
    missing.note();
    longAgo();
    missing.expire();
    assertThat(store.find(job).state()).as("its workers are busy").isEqualTo(JobState.RUNNING);

    store.run(tx -> tx.execute("UPDATE worker SET state = 'draining'"));
    missing.note();
    longAgo();
    missing.expire();
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(job).message())
        .contains("CREATE on node 1000")
        .contains("no worker of datacenter dc1 has had plugin provider/sim for 30 minutes");
    assertThat(store.cluster(job).state()).isEqualTo(ClusterState.INCOMPLETE);
  }

  /** One worker that has these. */
  private static void roll(String providers, String automators) {
    String registration =
        "{'name':'w','capacity':1,'providerTypes':%s,'automatorTypes':%s}"
            .formatted(providers, automators)
            .replace('\'', '"');
    store.run(
        tx ->
            tx.execute(
                "REPLACE INTO worker (id, datacenter, state, registration, since)"
                    + " VALUES ('w', 'dc1', 'active', ?, UTC_TIMESTAMP(3))",
                registration));
  }

  private static void longAgo() {
    store.run(tx -> tx.execute("UPDATE missing_plugin SET since = since - INTERVAL 1 DAY"));
  }
}
