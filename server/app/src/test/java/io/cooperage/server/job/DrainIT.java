package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterState;
import io.cooperage.api.DatacenterView;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskResult;
import io.cooperage.server.testing.ServerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A datacenter leaves in good order while it has jobs and while clients go on creating. */
class DrainIT {
  private ServerCluster servers;
  private Staff staff;
  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicInteger holding = new AtomicInteger();

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
  void aDrainUnderLoadFailsNoRequestAndLosesNoJob() throws Exception {
    staff.hire(1, this::holdEarlyInstalls);
    staff.hire(2, LoopWorker::succeed);
    staff.hire(3, LoopWorker::succeed);
    RepeatingClient inside = RepeatingClient.start(servers, List.of(1, 2), Duration.ofMillis(200));
    RepeatingClient outside = RepeatingClient.start(servers, List.of(2, 1), Duration.ofMillis(200));
    List<Accepted> inFlight = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      inFlight.add(servers.client(1).clusters().create(Fixture.request("early" + i, 2)));
    }
    Awaitility.await("each machine of these is at work in dc1")
        .atMost(Duration.ofSeconds(30))
        .until(() -> holding.get() == 2 * inFlight.size());

    servers.client(3).datacenters().drain("dc1");
    Awaitility.await("the load goes on, the health path tells balancers to leave")
        .atMost(Duration.ofSeconds(10))
        .until(() -> servers.get(1, "/health/dc").statusCode() == 503);
    assertThat(servers.get(1, "/health/dc?leaving=404").statusCode()).isEqualTo(404);
    leave(inside);
    Awaitility.await("the jobs have moved")
        .atMost(Duration.ofSeconds(30))
        .until(() -> jobs(inFlight).noneMatch(job -> job.datacenter().equals("dc1")));
    Awaitility.await("while its workers have tasks in hand it is not drained")
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> !drained());
    held.countDown();
    Awaitility.await("dc1 is drained").atMost(Duration.ofSeconds(60)).until(this::drained);
    int before = outside.accepted().size();
    servers.server(1).close();
    servers.galera().node(1).stop();
    Awaitility.await("the others go on")
        .atMost(Duration.ofSeconds(30))
        .until(() -> outside.accepted().size() > before + 5);
    outside.close();

    assertThat(inside.failed()).isEmpty();
    assertThat(outside.failed()).isEmpty();
    assertThat(inside.accepted()).hasSizeGreaterThan(5);
    assertThat(jobs(inFlight)).extracting(JobView::datacenter).doesNotContain("dc1");
    List<Accepted> all =
        Stream.of(inFlight, inside.accepted(), outside.accepted())
            .flatMap(Collection::stream)
            .toList();
    all.forEach(made -> Fixture.awaitState(servers.client(2), made, ClusterState.ACTIVE));
    assertThat(jobs(all)).allMatch(job -> job.status() == JobState.COMPLETE);
    assertThat(staff.journal()).extracting(ran -> ran.task().task()).doesNotHaveDuplicates();
    assertThat(staff.journal())
        .filteredOn(ran -> ran.task().action() == TaskAction.CREATE)
        .hasSize(all.size() + inFlight.size());
  }

  /** A balancer sees the health path once a second and needs two looks: till then it comes here. */
  private static void leave(RepeatingClient inside) throws InterruptedException {
    int seen = inside.accepted().size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> inside.accepted().size() > seen + 5);
    inside.close();
  }

  private Stream<JobView> jobs(List<Accepted> some) {
    return some.stream().map(made -> servers.client(2).jobs().get(made.job()));
  }

  private boolean drained() {
    return servers.client(2).datacenters().list().items().stream()
        .filter(one -> one.name().equals("dc1"))
        .map(DatacenterView::state)
        .anyMatch("drained"::equals);
  }

  private TaskResult holdEarlyInstalls(Assignment task) {
    if (task.action() == TaskAction.INSTALL && task.cluster().name().startsWith("early")) {
      holding.incrementAndGet();
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return LoopWorker.succeed(task);
  }
}
