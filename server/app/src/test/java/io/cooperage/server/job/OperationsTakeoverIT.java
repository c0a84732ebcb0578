package io.cooperage.server.job;

import static io.cooperage.server.job.OperationFixture.cluster;
import static io.cooperage.server.job.OperationFixture.config;
import static io.cooperage.server.job.OperationFixture.done;
import static io.cooperage.server.job.OperationFixture.json;
import static io.cooperage.server.job.OperationFixture.machines;
import static io.cooperage.server.job.OperationFixture.make;
import static io.cooperage.server.job.OperationFixture.of;
import static io.cooperage.server.job.OperationFixture.restarting;
import static io.cooperage.server.job.OperationFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.EntityKind;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.NodeView;
import io.cooperage.api.ServiceState;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskResult;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A datacenter dies in the middle of every operation on clusters whose machines stand in another.
 * Creations, scale ups and machines that were lost are in {@link TakeoverIT} and {@link
 * ClusterScalingIT}.
 */
class OperationsTakeoverIT {
  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;

  private final Staff living = new Staff(servers);
  private final Staff dying = new Staff(servers);
  private final Map<String, ClusterId> clusters = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    Fixture.install(dc1);
    OperationFixture.install(dc1);
    make(dc1, EntityKind.CLUSTERTEMPLATE, shop("kiosk", 5, "{'a':1}"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void eachOperationGoesOnElsewhereAndDoesNothingTwice() throws Exception {
    living.hire(1, OperationsTakeoverIT::inDc1);
    makeClusters();
    CountDownLatch never = new CountDownLatch(1);
    LoopWorker lost =
        dying.hire(
            2,
            task -> {
              await(never);
              return LoopWorker.succeed(task);
            });
    awaitWorkers("dc2");
    Map<String, Accepted> begun = begin();
    Awaitility.await("each operation is under way in dc2")
        .atMost(Duration.ofSeconds(60))
        .until(() -> jobs(lost).containsAll(begun.values().stream().map(Accepted::job).toList()));
    living.journal().clear();
    living.hire(3, LoopWorker::succeed);

    servers.galera().node(2).kill();
    lost.kill();

    begun.forEach(
        (what, accepted) ->
            Fixture.awaitState(
                dc1,
                accepted,
                what.equals("delete") ? ClusterState.TERMINATED : ClusterState.ACTIVE));
    begun.forEach(
        (what, accepted) -> {
          JobView job = dc1.jobs().get(accepted.job());
          assertThat(job.status()).as(what).isEqualTo(JobState.COMPLETE);
          assertThat(job.datacenter()).as(what).isNotEqualTo("dc2");
          assertThat(job.tasksDone()).as(what).isEqualTo(job.tasksTotal()).isPositive();
        });
    assertThat(living.journal()).extracting(ran -> ran.task().task()).doesNotHaveDuplicates();
    assertThat(living.journal())
        .extracting(ran -> ran.task().action())
        .doesNotContain(TaskAction.CREATE);
    assertDone();
    never.countDown();
    living.dismiss();
  }

  private void makeClusters() {
    for (String name :
        List.of("reconfigure", "restarting", "remove", "start", "stop", "restart", "delete")) {
      clusters.put(name, cluster(dc1, name, "pair", 2));
    }
    clusters.put("sync", cluster(dc1, "sync", "kiosk", 3));
    clusters.put("add", cluster(dc1, "add", "shop", 3));
    clusters.put("shrink", cluster(dc1, "shrink", "shop", 4));
    done(dc1, of(dc1, clusters.get("start")).stop(Optional.empty()));
    dc1.catalog().update(EntityKind.CLUSTERTEMPLATE, "kiosk", 1, json(shop("kiosk", 5, "{'a':2}")));
  }

  private Map<String, Accepted> begin() {
    Map<String, Accepted> begun = new LinkedHashMap<>();
    Optional<String> all = Optional.empty();
    begun.put("reconfigure", on("reconfigure").reconfigure(config("{'a':2}")).begin());
    begun.put("restarting", on("restarting").reconfigure(restarting()).begin());
    begun.put("sync", on("sync").sync(new SyncRequest(Optional.of(true))).begin());
    begun.put("add", on("add").addServices(List.of("cache")).begin());
    begun.put("remove", on("remove").removeService("front").begin());
    begun.put("start", on("start").start(all).begin());
    begun.put("stop", on("stop").stop(all).begin());
    begun.put("restart", on("restart").restart(Optional.of("store")).begin());
    begun.put("shrink", on("shrink").scale(machines(3)).begin());
    begun.put("delete", dc2.clusters().delete(clusters.get("delete")));
    return begun;
  }

  private ClusterOperations on(String name) {
    return of(dc2, clusters.get(name));
  }

  private void assertDone() {
    assertThat(view("reconfigure").config()).isEqualTo(json("{'a':2}"));
    assertThat(view("sync").config()).isEqualTo(json("{'a':2}"));
    assertThat(view("add").services()).contains("cache");
    assertThat(states("add")).containsOnly(ServiceState.RUNNING);
    assertThat(view("remove").services()).containsExactly("store");
    assertThat(states("stop")).containsOnly(ServiceState.STOPPED);
    for (String name : List.of("reconfigure", "restarting", "sync", "start", "restart")) {
      assertThat(states(name)).as(name).containsOnly(ServiceState.RUNNING);
    }
    assertThat(view("shrink").nodes()).hasSize(3);
    clusters.keySet().stream()
        .filter(name -> !name.equals("delete"))
        .flatMap(name -> view(name).nodes().stream())
        .forEach(
            node -> {
              assertThat(node.generation()).isEqualTo(1);
              assertThat(node.datacenter()).isEqualTo("dc1");
            });
  }

  private ClusterView view(String name) {
    return dc1.clusters().get(clusters.get(name));
  }

  private Set<ServiceState> states(String name) {
    return view(name).nodes().stream()
        .map(NodeView::serviceStates)
        .flatMap(states -> states.values().stream())
        .collect(Collectors.toSet());
  }

  private static Set<JobId> jobs(LoopWorker worker) {
    return worker.inHand().stream().map(ref -> ref.task().job()).collect(Collectors.toSet());
  }

  private static void awaitWorkers(String datacenter) {
    Awaitility.await(datacenter + " is known to have workers, so that it keeps its jobs")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                dc1.datacenters().list().items().stream()
                    .anyMatch(one -> one.name().equals(datacenter) && one.workers() > 0));
  }

  private static TaskResult inDc1(Assignment task) {
    TaskResult done = LoopWorker.succeed(task);
    return new TaskResult(
        "",
        done.token(),
        true,
        "",
        done.addresses(),
        Map.of(),
        task.action() == TaskAction.CREATE ? Optional.of("dc1") : Optional.empty(),
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
