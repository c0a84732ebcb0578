package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A datacenter dies with jobs under way: they go on elsewhere, and nothing is owned twice. */
class TakeoverIT {
  private ServerCluster servers;
  private Staff staff;

  @BeforeEach
  void start() throws Exception {
    servers = ServerCluster.start(3);
    staff = new Staff(servers);
    Fixture.install(servers.client(1));
  }

  @AfterEach
  void stop() throws Exception {
    staff.dismiss();
    servers.close();
  }

  @Test
  void jobsOfALostDatacenterGoOnWithNewMachinesAndTheOldOnesAreCleanedUpLater() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    LoopWorker lost =
        staff.hire(
            2,
            task -> {
              if (task.action() == TaskAction.CONFIRM) {
                await(never);
              }
              return standingIn("dc2", task);
            });
    Accepted made = servers.client(2).clusters().create(Fixture.request("moving", 2));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                servers.client(1).jobs().get(made.job()).tasksDone() == 2
                    && lost.inHand().size() == 2);
    TaskRef stale = lost.inHand().iterator().next();
    staff.hire(1, task -> standingIn("dc1", task));
    staff.hire(3, task -> standingIn("dc3", task));

    servers.galera().node(2).kill();

    ClusterView active = Fixture.awaitState(servers.client(1), made, ClusterState.ACTIVE);
    assertThat(active.nodes()).allMatch(node -> node.generation() == 2);
    assertThat(active.nodes()).noneMatch(node -> node.datacenter().equals("dc2"));
    assertThat(servers.client(3).jobs().get(made.job()).datacenter()).isNotEqualTo("dc2");
    TaskResult late =
        new TaskResult(
            "w2", stale.token(), true, "", Map.of(), Map.of(), Optional.empty(), "", 0, "", 0);
    assertThatThrownBy(() -> servers.client(1).tasks().finish(stale.task(), late))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.STALE_TOKEN)).isTrue());

    lost.kill();
    servers.galera().restart(2);
    servers.awaitReady(2);
    staff.hire(2, task -> standingIn("dc2", task));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(staff.journal())
                    .filteredOn(ran -> ran.task().action() == TaskAction.DELETE)
                    .extracting(ran -> ran.task().node().tag())
                    .containsExactlyInAnyOrder(made.id() + "-1000.g1", made.id() + "-1001.g1"));
    assertThat(servers.client(2).clusters().get(made.id()).status()).isEqualTo(ClusterState.ACTIVE);
  }

  @Test
  void aDeletionGoesOnElsewhereAndTheLostDatacenterDeletesItsMachinesLater() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    LoopWorker lost =
        staff.hire(
            2,
            task -> {
              if (task.action() == TaskAction.STOP) {
                await(never);
              }
              return standingIn(task.node().number() == 1000 ? "dc2" : "dc1", task);
            });
    Accepted made = servers.client(2).clusters().create(Fixture.request("leaving", 2));
    Fixture.awaitState(servers.client(2), made, ClusterState.ACTIVE);
    servers.client(2).clusters().delete(made.id());
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lost.inHand().size() == 2);
    staff.hire(1, LoopWorker::succeed);

    servers.galera().node(2).kill();

    Fixture.awaitState(servers.client(1), made, ClusterState.TERMINATED);
    assertThat(deleted()).containsExactly(made.id() + "-1001.g1");

    lost.kill();
    servers.galera().restart(2);
    servers.awaitReady(2);
    staff.hire(2, LoopWorker::succeed);
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(deleted())
                    .containsExactly(made.id() + "-1001.g1", made.id() + "-1000.g1"));
    assertThat(servers.client(2).clusters().get(made.id()).status())
        .isEqualTo(ClusterState.TERMINATED);
  }

  @Test
  void jobsElsewhereGoOnWithoutTheMachinesThatWereLost() throws Exception {
    AtomicBoolean reached = new AtomicBoolean(true);
    staff.hire(
        1,
        task -> {
          boolean there = task.node().tag().endsWith("-1000.g1");
          return reached.get() || !there || task.action() == TaskAction.CREATE
              ? standingIn(there ? "dc2" : "dc1", task)
              : LoopWorker.result(task, false, "no route to host");
        });
    Accepted standing = servers.client(1).clusters().create(Fixture.request("standing", 2));
    Fixture.awaitState(servers.client(1), standing, ClusterState.ACTIVE);

    reached.set(false);
    servers.galera().node(2).kill();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> servers.client(1).clusters().delete(standing.id()) != null);
    Accepted rising = servers.client(1).clusters().create(Fixture.request("rising", 2));

    Fixture.awaitState(servers.client(3), standing, ClusterState.TERMINATED);
    ClusterView active = Fixture.awaitState(servers.client(3), rising, ClusterState.ACTIVE);
    assertThat(active.nodes()).extracting(node -> node.generation()).containsExactly(2, 1);
    assertThat(servers.client(3).jobs().get(rising.job()).datacenter()).isEqualTo("dc1");
    assertThat(servers.client(3).jobs().get(standing.id().job(2)).datacenter()).isEqualTo("dc1");
  }

  private List<String> deleted() {
    return staff.journal().stream()
        .filter(ran -> ran.task().action() == TaskAction.DELETE)
        .map(ran -> ran.task().node().tag())
        .toList();
  }

  @Test
  void tasksThatRunWhileZooKeeperIsAwayRunOnce() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    LoopWorker worker =
        staff.hire(
            1,
            task -> {
              if (task.action() == TaskAction.CREATE) {
                await(held);
              }
              return LoopWorker.succeed(task);
            });
    Accepted made = servers.client(1).clusters().create(Fixture.request("steady", 3));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> worker.inHand().size() == 3);
    servers.zookeeper(1).stop();
    pause(Duration.ofSeconds(8));
    servers.zookeeper(1).restart();
    pause(Duration.ofSeconds(10));
    held.countDown();
    Fixture.awaitState(servers.client(1), made, ClusterState.ACTIVE);
    assertThat(staff.journal()).extracting(ran -> ran.task().task()).doesNotHaveDuplicates();
    assertThat(servers.client(1).jobs().tasks(made.job(), 500, Optional.empty()).items())
        .allMatch(task -> task.attempt() == 1);
  }

  private static void pause(Duration duration) {
    Awaitility.await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
  }

  @Test
  void poolHostsGoToOneTaskEachFromThreeDatacentersAtOnce() {
    for (int i = 0; i < 6; i++) {
      servers
          .client(1)
          .pools()
          .put("iron", new PoolHost("h" + i, "dc" + (1 + i % 3), "10.9.0." + i, 22, "root", "key"));
    }
    Map<String, String> hostOfTag = new ConcurrentHashMap<>();
    Set<String> twice = ConcurrentHashMap.newKeySet();
    List<Accepted> made = new ArrayList<>();
    for (int dc = 1; dc <= 3; dc++) {
      CooperageClient here = servers.client(dc);
      staff.hire(
          dc,
          task -> {
            if (task.action() == TaskAction.CREATE) {
              PoolClaim claim =
                  new PoolClaim(new TaskRef(task.task(), task.token()), task.node().tag(), "small");
              PoolHostView host = here.pools().claim("iron", claim);
              if (!here.pools().claim("iron", claim).name().equals(host.name())
                  || hostOfTag.containsValue(host.name())) {
                twice.add(host.name());
              }
              hostOfTag.put(task.node().tag(), host.name());
            }
            return LoopWorker.succeed(task);
          });
    }
    for (int dc = 1; dc <= 3; dc++) {
      made.add(servers.client(dc).clusters().create(Fixture.request("pool" + dc, 2)));
    }
    made.forEach(one -> Fixture.awaitState(servers.client(1), one, ClusterState.ACTIVE));
    assertThat(twice).isEmpty();
    assertThat(hostOfTag.values()).hasSize(6).doesNotHaveDuplicates();
    PoolClaim dead = new PoolClaim(new TaskRef(made.get(0).job().task(1), "1.1"), "other", "small");
    assertThatThrownBy(() -> servers.client(2).pools().claim("iron", dead))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.STALE_TOKEN)).isTrue());
  }

  @Test
  void aDeadPoolHostIsExchangedAndCanBeRemovedByForce() {
    put("iron", "one", "dc1");
    put("iron", "two", "dc2");
    put("iron", "gone", "dc9");
    CooperageClient here = servers.client(1);
    Queue<String> told = new ConcurrentLinkedQueue<>();
    staff.hire(
        1,
        task -> {
          if (task.action() == TaskAction.CREATE) {
            TaskRef reference = new TaskRef(task.task(), task.token());
            String tag = task.node().tag();
            PoolClaim any = new PoolClaim(reference, tag, "");
            String first = here.pools().claim("iron", any).name();
            PoolClaim another = new PoolClaim(reference, tag, "", List.of(first));
            String second = here.pools().claim("iron", another).name();
            told.addAll(List.of(first, second, here.pools().claim("iron", another).name()));
            try {
              here.pools().claim("iron", new PoolClaim(reference, tag, "", List.of("one", "two")));
            } catch (ApiException e) {
              told.add(e.problem().code());
            }
            told.add(here.pools().find("iron", tag).orElseThrow().name());
          }
          return LoopWorker.succeed(task);
        });
    Fixture.awaitState(
        here, here.clusters().create(Fixture.request("dead", 1)), ClusterState.ACTIVE);
    assertThat(told).containsExactly("one", "two", "two", ErrorCode.POOL_EXHAUSTED.wire(), "two");
    assertThatThrownBy(() -> here.pools().remove("iron", "two"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.CONFLICT)).isTrue());
    here.pools().removeForcibly("iron", "two");
    assertThat(here.pools().hosts("iron", 10, Optional.empty()).items())
        .extracting(PoolHostView::name)
        .containsExactlyInAnyOrder("one", "gone");
  }

  private void put(String pool, String name, String datacenter) {
    servers
        .client(1)
        .pools()
        .put(pool, new PoolHost(name, datacenter, "10.9.0.1", 22, "root", "key"));
  }

  private static TaskResult standingIn(String datacenter, Assignment task) {
    TaskResult done = LoopWorker.succeed(task);
    boolean create = task.action() == TaskAction.CREATE;
    return new TaskResult(
        "",
        done.token(),
        true,
        "",
        done.addresses(),
        Map.of(),
        create ? Optional.of(datacenter) : Optional.empty(),
        "",
        0,
        "",
        0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
