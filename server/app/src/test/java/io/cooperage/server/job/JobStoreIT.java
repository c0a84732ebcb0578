package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskId;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the SQL of jobs promises, one statement or transaction at a time, on a real node. */
class JobStoreIT {
  private static JobStore store;

  @BeforeAll
  static void start() {
    store = JobStore.start();
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @AfterEach
  void clear() {
    store.clear();
  }

  @Test
  void aDatacenterTakesNothingOfAJobThatItOwnedUnderAnEarlierEpoch() {
    store.datacenter("dc1", 4, "up", 1);
    TaskId left = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    TaskId own = store.queued(ClusterOperation.CREATE, "dc1", 4, "");
    assertThat(store.take()).extracting(HandOut::task).containsExactly(own);
    assertThat(store.find(left).attempt()).isZero();
  }

  @Test
  void cleanUpsAreTakenWhoeverOwnsTheirJob() {
    store.datacenter("dc1", 4, "up", 1);
    TaskId cleanUp = store.queued(ClusterOperation.CREATE, "dc3", 6, "");
    store.run(tx -> tx.execute("UPDATE task SET queue = 'dc1', detached = TRUE"));
    assertThat(store.take()).extracting(HandOut::task).containsExactly(cleanUp);
  }

  @Test
  void whatALostWorkerHadWaitsUntilItMustHaveEndedIt() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId task = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.take();
    LostTasks lostTasks = store.lostTasks();
    assertThat(lostTasks.revoke(lostTasks.held("dc1"), "lost")).isEqualTo(1);
    assertThat(store.find(task).token()).isEmpty();
    assertThat(store.take()).isEmpty();
    store.passTime();
    assertThat(store.take()).extracting(HandOut::task).containsExactly(task);
  }

  @Test
  void aDeletionWaitsUntilNoWorkerBelievesInATaskOfTheJobThatItAborted() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId create = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc1");
    store.take();
    JobId deletion = store.deletionAfter(create.job());
    store.planner().plan(List.of(deletion));
    assertThat(store.find(create).token()).isEmpty();
    assertThat(store.millisToWait(deletion.task(1))).isBetween(3000L, 5000L);
    JobId again = store.deletionAfter(deletion);
    store.planner().plan(List.of(again));
    assertThat(store.millisToWait(again.task(1))).isBetween(3000L, 5000L);
  }

  @Test
  void aDeletionOfWhatNoWorkerEverHadBeginsAtOnce() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId create = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc1");
    JobId deletion = store.deletionAfter(create.job());
    store.planner().plan(List.of(deletion));
    assertThat(store.take()).extracting(HandOut::task).containsExactly(deletion.task(1));
  }

  @Test
  void whatTookTooLongIsTriedAgainWhenItsWorkerMustHaveHeard() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId task = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    TaskId cleanUp = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.take();
    store.run(tx -> tx.execute("UPDATE task SET started_at = '2020-01-01'"));
    store.run(
        tx ->
            tx.execute(
                "UPDATE task SET detached = TRUE WHERE cluster_id = ?",
                cleanUp.job().cluster().value()));
    store.lostTasks().expire();
    assertThat(store.find(task).failures()).isEqualTo(1);
    assertThat(store.millisToWait(task)).isBetween(3000L, 5000L);
    assertThat(store.millisToWait(cleanUp)).isBetween(3000L, 5000L);
  }

  @Test
  void aTakeoverDelaysWhatWasInHandAndNothingElse() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId deletion = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc3");
    TaskId creation = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc3");
    assertThat(store.take()).hasSize(2);
    TaskId queued = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc3");
    TaskId notBegun = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.giveAllTo("dc2", 2);
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(4);

    assertThat(store.millisToWait(deletion)).isBetween(500L, 2000L);
    assertThat(store.millisToWait(creation)).isBetween(500L, 2000L);
    assertThat(store.take()).extracting(HandOut::task).containsExactlyInAnyOrder(queued, notBegun);
  }

  @Test
  void aCreationThatBeginsAgainLeavesAloneWhatTheLostDatacenterWorkedOn() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId inHand = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.take();
    store.giveAllTo("dc2", 2);
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);

    assertThat(store.find(inHand).queue()).contains("dc1");
    assertThat(store.find(inHand).token()).isEmpty();
    assertThat(store.millisToWait(inHand)).isBetween(500L, 2000L);
  }

  @Test
  void aDeletionElsewhereLeavesItsMachinesToTheDatacenterThatWasLost() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId gone = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc2");
    TaskId here = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc1");
    assertThat(store.take()).hasSize(2);
    TaskId queued = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc2");
    String token = store.find(here).token().orElseThrow();
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(2);
    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isZero();

    for (TaskId task : List.of(gone, queued)) {
      assertThat(store.find(task).token()).isEmpty();
      assertThat(store.find(task.job()).state()).isEqualTo(JobState.COMPLETE);
      assertThat(store.cluster(task.job()).state()).isEqualTo(ClusterState.TERMINATED);
      TaskRow cleanUp = store.find(task.job().task(2));
      assertThat(cleanUp.detached()).isTrue();
      assertThat(cleanUp.queue()).contains("dc2");
      assertThat(cleanUp.generation()).isEqualTo(1);
    }
    assertThat(store.find(gone.job()).datacenter()).isEqualTo("dc1");
    assertThat(store.find(gone.job()).epoch()).isEqualTo(1);
    assertThat(store.find(here).isHeldUnder(token)).isTrue();
  }

  @Test
  void aMachineThatLeavesIsLeftToTheDatacenterThatWasLost() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId gone = store.queued(ClusterOperation.SCALE_DOWN, "dc1", 1, "dc2");
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);

    assertThat(store.find(gone.job()).state()).isEqualTo(JobState.COMPLETE);
    assertThat(store.cluster(gone.job()).state()).isEqualTo(ClusterState.ACTIVE);
    assertThat(store.cluster(gone.job()).numMachines()).isZero();
    assertThat(store.machines(gone.job())).isEmpty();
    assertThat(store.rows(gone.job())).as("its datacenter has still to delete it").isEqualTo(1);

    store.giveAllTo("dc1", 1);
    store.passTime();
    List<HandOut> cleanUp = store.take();
    assertThat(cleanUp).extracting(HandOut::task).containsExactly(gone.job().task(2));
    Steering steering = new Steering(store);
    steering.finish(cleanUp, false);
    assertThat(store.rows(gone.job())).as("it may stand still").isEqualTo(1);
    store.passTime();
    steering.finish(store.take(), true);
    assertThat(store.rows(gone.job())).as("nothing is left to delete").isZero();
  }

  @Test
  void aMachineThatWasMadeAgainStaysWhenWhatWasLeftOfItIsDeleted() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId made = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc2");
    store.datacenter("dc2", 5, "lost", 1);
    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);
    store.run(tx -> tx.execute("UPDATE task SET queue = 'dc1' WHERE detached"));
    store.passTime();
    List<HandOut> taken = store.take();
    assertThat(taken).extracting(HandOut::task).contains(made.job().task(2));
    new Steering(store)
        .finish(taken.stream().filter(one -> one.task().number() == 2).toList(), true);
    assertThat(store.machine(made.job()).generation()).isEqualTo(2);
  }

  @Test
  void aCreationElsewhereBeginsAgainForTheMachinesThatWereLost() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId gone = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc2");
    TaskId here = store.queued(ClusterOperation.CREATE, "dc1", 1, "dc1");
    TaskId nowhere = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    assertThat(store.take()).hasSize(3);
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);
    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isZero();

    assertThat(store.find(gone).token()).isEmpty();
    assertThat(store.find(gone).queue()).contains("dc1");
    assertThat(store.millisToWait(gone)).as("a living worker had it").isBetween(3000L, 5000L);
    assertThat(store.find(gone.job()).state()).isEqualTo(JobState.RUNNING);
    assertThat(store.find(gone.job()).datacenter()).isEqualTo("dc1");
    assertThat(store.find(gone.job()).epoch()).isEqualTo(1);
    assertThat(store.machine(gone.job()).generation()).isEqualTo(2);
    assertThat(store.machine(gone.job()).datacenter()).isEmpty();
    TaskRow cleanUp = store.find(gone.job().task(2));
    assertThat(cleanUp.detached()).isTrue();
    assertThat(cleanUp.queue()).contains("dc2");
    assertThat(cleanUp.generation()).isEqualTo(1);
    for (TaskId task : List.of(here, nowhere)) {
      assertThat(store.find(task).token()).isPresent();
      assertThat(store.machine(task.job()).generation()).isEqualTo(1);
    }
  }

  @Test
  void machinesOfADatacenterThatIsBackAreLeftAlone() {
    store.datacenter("dc1", 1, "up", 1);
    store.datacenter("dc2", 5, "up", 1);
    TaskId task = store.queued(ClusterOperation.DELETE, "dc1", 1, "dc2");
    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isZero();
    assertThat(store.take()).extracting(HandOut::task).containsExactly(task);
  }

  @Test
  void aDatacenterIsNotEmptyWhileTasksRunThere() {
    store.datacenter("dc1", 1, "up", 1);
    store.datacenter("dc3", 3, "up", 1);
    TaskId task = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    HandOut handOut = store.take().get(0);
    store.datacenter("dc1", 1, "draining", 1);

    assertThat(store.relocation().handOver("dc1", List.of("dc3"))).isEqualTo(2);
    assertThat(store.relocation().handOver("dc1", List.of("dc3"))).isEqualTo(1);

    assertThat(store.find(task).isHeldUnder(handOut.token())).isTrue();
    assertThat(store.find(task.job()).datacenter()).isEqualTo("dc3");
    store.run(tx -> tx.execute("UPDATE task SET state = 'complete'"));
    assertThat(store.relocation().handOver("dc1", List.of("dc3"))).isZero();
  }

  @Test
  void aJobThatCannotBeMovedHoldsUpNoOther() {
    store.datacenter("dc1", 1, "up", 1);
    List<TaskId> stuck = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      stuck.add(store.queued(ClusterOperation.CREATE, "dc2", 2, "dc2"));
    }
    store.run(tx -> tx.execute("UPDATE cluster SET spec = 'no spec'"));
    TaskId free = store.queued(ClusterOperation.CREATE, "dc2", 2, "");
    store.datacenter("dc2", 5, "lost", 1);

    assertThat(store.relocation().takeOver("dc2", List.of("dc1"))).isEqualTo(1);

    assertThat(store.find(free.job()).datacenter()).isEqualTo("dc1");
    assertThat(store.find(stuck.get(0).job()).datacenter()).isEqualTo("dc2");
  }

  @Test
  void aJobThatCannotBePlannedFailsWithTheReason() {
    store.datacenter("dc1", 1, "up", 1);
    String suffix = "x".repeat(300);
    JobId tooLong = store.job(ClusterOperation.CREATE, "dc1", 1, Json.write(JobStore.spec(suffix)));
    JobId broken = store.job(ClusterOperation.CREATE, "dc1", 1, "no spec");
    store.planner().plan(List.of(tooLong));
    store.planner().plan(List.of(broken));
    assertThat(store.find(tooLong).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(tooLong).message()).contains("Hostname").contains("255 at most");
    assertThat(store.find(broken).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(broken).message()).startsWith("It cannot be planned");
  }

  @Test
  void aPluginWhoseNameDoesNotFitFailsItsJob() {
    store.datacenter("dc1", 1, "up", 1);
    String type = "p".repeat(5000);
    JobId job =
        store.job(
            ClusterOperation.CREATE,
            "dc1",
            1,
            Json.write(JobStore.spec("")).replace("\"type\":\"sim\"", "\"type\":\"" + type + "\""));
    store.planner().plan(List.of(job));
    assertThat(store.find(job).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(job).message()).contains("Plugin provider/ppp").contains("160 at most");
  }

  @Test
  void aBadJobHarmsNoneThatIsPlannedWithIt() {
    store.datacenter("dc1", 1, "up", 1);
    JobId good = store.job(ClusterOperation.CREATE, "dc1", 1);
    JobId broken = store.job(ClusterOperation.CREATE, "dc1", 1, "no spec");
    JobId another = store.job(ClusterOperation.CREATE, "dc1", 1);
    JobId elsewhere = store.job(ClusterOperation.CREATE, "dc2", 1);
    store.planner().plan(List.of(good, broken, another, elsewhere));
    assertThat(store.find(good).state()).isEqualTo(JobState.RUNNING);
    assertThat(store.find(broken).state()).isEqualTo(JobState.FAILED);
    assertThat(store.find(another).state()).isEqualTo(JobState.RUNNING);
    assertThat(store.find(elsewhere).state()).isEqualTo(JobState.NOT_SUBMITTED);
  }

  @Test
  void jobsThatArePlannedTogetherHaveAllThatEachHasAlone() {
    store.datacenter("dc1", 1, "up", 1);
    JobId alone = store.job(ClusterOperation.CREATE, "dc1", 1);
    store.planner().plan(List.of(alone));
    List<JobId> together =
        List.of(
            store.job(ClusterOperation.CREATE, "dc1", 1),
            store.job(ClusterOperation.CREATE, "dc1", 1));
    store.planner().plan(together);
    store.planner().plan(together);
    int tasks = store.find(alone).tasksTotal();
    assertThat(tasks).isPositive();
    for (JobId job : together) {
      assertThat(store.find(job).tasksTotal()).isEqualTo(tasks);
      assertThat(store.machine(job).currentTask()).isEqualTo(store.machine(alone).currentTask());
    }
    assertThat(store.take()).extracting(HandOut::task).contains(together.get(0).task(1));
  }

  @Test
  void theSweeperFindsJobsBehindAnyNumberOfOthers() {
    store.datacenter("dc1", 1, "up", 1);
    for (int i = 0; i < 501; i++) {
      store.job(ClusterOperation.CREATE, "dc1", 1);
    }
    AtomicLong nanos = new AtomicLong();
    PlanQueue queue = new PlanQueue(store.planned::addAll);
    JobSweeper sweeper =
        new JobSweeper(
            store.galera.reads(),
            store,
            queue::isShort,
            queue::add,
            Duration.ofSeconds(1),
            nanos::get);
    sweeper.tick();
    assertThat(queue.isEmpty()).isTrue();
    nanos.set(Duration.ofSeconds(1).toNanos());
    sweeper.tick();
    boolean more = true;
    while (more) {
      more = queue.round();
    }
    assertThat(store.planned).doesNotHaveDuplicates().hasSize(500);
    store.run(
        tx -> tx.execute("UPDATE job SET state = 'running' WHERE cluster_id <> " + last(store)));
    nanos.set(Duration.ofSeconds(3).toNanos());
    sweeper.tick();
    nanos.set(Duration.ofSeconds(5).toNanos());
    sweeper.tick();
    queue.round();
    assertThat(store.planned).doesNotHaveDuplicates().hasSize(501);
  }

  private static long last(JobStore store) {
    return store.read(
        handle -> handle.createQuery("SELECT MAX(cluster_id) FROM job").mapTo(Long.class).one());
  }

  @Test
  void whatNoWorkerHasGoesToAnotherAtOnce() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId task = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.take();
    LostTasks lostTasks = store.lostTasks();
    assertThat(lostTasks.putBack(lostTasks.held("dc1"), "hung up")).isEqualTo(1);
    assertThat(store.take()).extracting(HandOut::task).containsExactly(task);
  }
}
