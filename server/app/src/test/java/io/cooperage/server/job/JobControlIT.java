package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.api.WaitKind;
import io.cooperage.client.ApiException;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs are steered from every datacenter, with real workers over HTTP. */
class JobControlIT {
  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;
  private static CooperageClient dc3;

  private final Staff staff = new Staff(servers);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    dc3 = servers.client(3);
    Fixture.install(dc1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @AfterEach
  void dismiss() {
    staff.dismiss();
  }

  private static void assertWrongState(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.WRONG_STATE)).isTrue());
  }

  private static JobView awaitJob(JobId job, JobState state) {
    return Awaitility.await("job " + job + " is " + state)
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> dc1.jobs().get(job), view -> view.status() == state);
  }

  private static List<TaskView> tasks(JobId job) {
    return dc3.jobs().tasks(job, 500, Optional.empty()).items();
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPausedJobHandsOutNothingUntilItIsResumedElsewhere() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    LoopWorker worker =
        staff.hire(
            1,
            task -> {
              if (task.action() == TaskAction.CREATE) {
                hold(held);
              }
              return LoopWorker.succeed(task);
            });
    Accepted made = dc1.clusters().create(Fixture.request("resting", 2));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> worker.inHand().size() == 2);

    String path = "/v3/jobs/" + made.job() + "/pause";
    HttpResponse<String> first = servers.post(2, path, "", "pause-once");
    HttpResponse<String> again = servers.post(3, path, "", "pause-once");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    held.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> dc3.jobs().get(made.job()).tasksDone() == 2);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> worker.inHand().isEmpty());
    JobView paused = dc1.jobs().get(made.job());
    assertThat(paused.status()).isEqualTo(JobState.PAUSED);
    assertThat(paused.tasksDone()).isEqualTo(2);
    assertThat(paused.waits().get(0).kind()).isEqualTo(WaitKind.RESUME);
    assertThat(paused.until()).isPresent();
    ClusterView pending = dc2.clusters().get(made.id());
    assertThat(pending.status()).isEqualTo(ClusterState.PENDING);
    assertThat(pending.progress().orElseThrow().waitsFor()).contains("paused by superadmin/");
    assertWrongState(() -> dc3.jobs().pause(made.job()));

    assertThat(dc3.jobs().resume(made.job()).status()).isEqualTo(JobState.RUNNING);
    assertWrongState(() -> dc2.jobs().resume(made.job()));
    Fixture.awaitState(dc2, made, ClusterState.ACTIVE);
    assertThat(staff.journal()).extracting(ran -> ran.task().task()).doesNotHaveDuplicates();
    assertThat(audited("job/" + made.job())).contains("job.pause", "job.resume");
    assertThat(servers.get(1, "/v3/events?limit=500").body()).contains("job.paused", "job.resumed");
  }

  private static Set<String> audited(String subject) {
    return AuditTable.checked(
        dc1.audits().list(500, Optional.empty(), AuditQuery.ALL.subject(subject)).items());
  }

  @Test
  void aFailedJobIsTriedAgainInAnotherDatacenterAndDoesNothingTwice() {
    AtomicBoolean full = new AtomicBoolean(true);
    staff.hire(
        1,
        task ->
            LoopWorker.result(
                task,
                !(full.get()
                    && task.action() == TaskAction.INSTALL
                    && task.node().number() == 1001),
                "no space left"));
    Accepted made = dc1.clusters().create(Fixture.request("again", 2));
    Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    int before = awaitJob(made.job(), JobState.FAILED).tasksDone();
    assertFailureIsTold(made.job());
    full.set(false);

    JobView again = dc2.jobs().retry(made.job());

    assertThat(again.status()).isEqualTo(JobState.RUNNING);
    assertThat(again.tasksDone()).isEqualTo(before).isPositive();
    assertWrongState(() -> dc3.jobs().retry(made.job()));
    ClusterView active = Fixture.awaitState(dc3, made, ClusterState.ACTIVE);
    assertThat(active.latestJob()).isEqualTo(made.job());
    JobView whole = dc1.jobs().get(made.job());
    assertThat(whole.tasksDone()).isEqualTo(whole.tasksTotal());
    assertThat(staff.journal())
        .filteredOn(ran -> ran.task().cluster().id().equals(made.id()))
        .filteredOn(ran -> ran.task().action() == TaskAction.CREATE)
        .hasSize(2);
    assertThat(audited("job/" + made.job())).contains("job.retry");
  }

  private static void assertFailureIsTold(JobId job) {
    EventView told =
        Awaitility.await("the event has its place")
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    dc2.events().list(500, 0).items().stream()
                        .filter(event -> event.subject().equals("job/" + job))
                        .filter(event -> event.type().equals("job.failed"))
                        .toList(),
                found -> !found.isEmpty())
            .get(0);
    assertThat(told.data().get("action").asText()).isEqualTo("create");
    assertThat(told.data().get("reason").asText()).contains("no space left");
  }

  @Test
  void aSkippedTaskCountsAsCompleteAndItsJobGoesOn() {
    staff.hire(
        1, task -> LoopWorker.result(task, task.action() != TaskAction.START, "port is in use"));
    Accepted made = dc1.clusters().create(Fixture.request("skipping", 1));
    Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    TaskView failed = failed(made.job());
    assertThat(failed.waiting().orElseThrow().kind()).isEqualTo(WaitKind.DECISION);

    TaskView tried = dc3.tasks().retry(failed.id());
    assertThat(tried.status()).isEqualTo(TaskState.NOT_SUBMITTED);
    assertWrongState(() -> dc1.tasks().retry(failed.id()));
    Fixture.awaitState(dc2, made, ClusterState.INCOMPLETE);
    assertThat(failed(made.job()).id()).isEqualTo(failed.id());

    TaskView skipped = dc2.tasks().skip(failed.id());
    assertThat(skipped.status()).isEqualTo(TaskState.COMPLETE);
    assertThat(skipped.skipped()).isTrue();
    assertThat(skipped.message()).contains("skipped by superadmin/").contains("port is in use");
    Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    dc1.tasks().skip(failed(made.job()).id());
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(tasks(made.job())).filteredOn(TaskView::skipped).hasSize(2);
    assertThat(audited("task/" + failed.id())).contains("task.retry", "task.skip");
  }

  private static TaskView failed(JobId job) {
    return tasks(job).stream()
        .filter(task -> task.status() == TaskState.FAILED)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAbortedDeletionIsPausedAbortedAndTriedAgain() {
    CountDownLatch held = new CountDownLatch(1);
    LoopWorker worker =
        staff.hire(
            1,
            task -> {
              if (task.action() == TaskAction.STOP) {
                hold(held);
              }
              return LoopWorker.succeed(task);
            });
    Accepted made = dc1.clusters().create(Fixture.request("unwanted", 1));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    Accepted deletion = dc1.clusters().delete(made.id());
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> worker.inHand().size() == 1);
    dc2.jobs().pause(deletion.job());
    assertThat(dc3.jobs().abort(deletion.job()).status()).isEqualTo(JobState.ABORTED);
    assertThat(dc2.clusters().get(made.id()).status()).isEqualTo(ClusterState.INCOMPLETE);
    assertWrongState(() -> dc1.jobs().retry(made.job()));

    dc3.jobs().retry(deletion.job());
    held.countDown();
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertWrongState(() -> dc1.jobs().retry(deletion.job()));
  }

  @Test
  void aJobSaysWhichPluginNoWorkerHas() {
    Accepted made = dc1.clusters().create(Fixture.request("waiting", 1));
    JobView waiting =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> dc3.jobs().get(made.job()),
                job -> job.waits().stream().anyMatch(wait -> wait.kind() == WaitKind.PLUGIN));
    assertThat(waiting.waitsFor())
        .contains("datacenter dc1 with plugin provider/sim")
        .contains("none of its 0");
    assertThat(waiting.waits().get(0).until().orElseThrow())
        .isBefore(waiting.until().orElseThrow());
    staff.hire(1, LoopWorker::succeed);
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
  }

  @Test
  void aPausedJobThatIsTakenOverStaysPausedUntilItIsResumed() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    LoopWorker lost =
        staff.hire(
            2,
            task -> {
              if (task.action() == TaskAction.CONFIRM) {
                hold(held);
              }
              return LoopWorker.succeed(task);
            });
    Accepted made = dc2.clusters().create(Fixture.request("orphan", 2));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> dc1.jobs().get(made.job()).tasksDone() == 2 && lost.inHand().size() == 2);
    dc1.jobs().pause(made.job());
    LoopWorker heir = staff.hire(1, LoopWorker::succeed);
    staff.hire(3, LoopWorker::succeed);

    servers.galera().node(2).kill();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> !dc1.jobs().get(made.job()).datacenter().equals("dc2"));
      assertThat(dc3.jobs().get(made.job()).status()).isEqualTo(JobState.PAUSED);
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(5))
          .until(() -> heir.inHand().isEmpty() && bootstrapped(made.id()).isEmpty());
      dc3.jobs().resume(made.job());
      Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
      JobView whole = dc1.jobs().get(made.job());
      assertThat(whole.tasksDone()).isEqualTo(whole.tasksTotal());
      assertThat(whole.waits()).isEmpty();
    } finally {
      held.countDown();
      lost.kill();
      servers.galera().restart(2);
      servers.awaitReady(2);
    }
  }

  private List<Assignment> bootstrapped(ClusterId cluster) {
    return staff.journal().stream()
        .map(LoopWorker.Ran::task)
        .filter(task -> task.cluster().id().equals(cluster))
        .filter(task -> task.action() == TaskAction.BOOTSTRAP)
        .toList();
  }
}
