package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskId;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.job.ShareDivision.Share;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queue by lanes, and the shares of tenants, on a real node. */
class QueueIT {
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
    store.run(tx -> tx.execute("DELETE FROM tenant WHERE name <> 'superadmin'"));
    store.clear();
  }

  private TaskId queued(String tenant, String labels) {
    TaskId task = store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    store.run(
        tx ->
            tx.execute(
                "UPDATE task SET tenant = ?, worker_labels = ? WHERE cluster_id = ?",
                tenant,
                labels,
                task.job().cluster().value()));
    return task;
  }

  private void tenant(String name, int workers) {
    store.run(
        tx ->
            tx.execute(
                "REPLACE INTO tenant (name, max_clusters, max_nodes, workers) VALUES (?, -1, -1, ?)",
                name,
                workers));
  }

  private List<HandOut> take(int max, String labels) {
    Offer offer = new Offer("w", 1, Set.of(JobStore.PLUGIN), WorkerLabels.parse(labels), max);
    return store.queue().take(List.of(offer));
  }

  @Test
  void aTaskHasTheTenantOfItsJob() {
    store.datacenter("dc1", 1, "up", 1);
    store.queued(ClusterOperation.CREATE, "dc1", 1, "");
    assertThat(take(10, "")).extracting(HandOut::tenant).containsExactly("superadmin");
  }

  @Test
  void aTaskThatAsksForLabelsWaitsForAWorkerThatCarriesThem() {
    store.datacenter("dc1", 1, "up", 1);
    TaskId choosy = queued("superadmin", "network=private,rack=a");
    assertThat(take(10, "")).isEmpty();
    assertThat(take(10, "rack=a")).isEmpty();
    assertThat(take(10, "network=private,rack=a,zone=1"))
        .extracting(HandOut::task)
        .containsExactly(choosy);
  }

  @Test
  void aTenantGetsNothingBeforeItsDatacenterHasAShareAndThenNoMoreThanItsQuota() {
    store.datacenter("dc1", 1, "up", 1);
    tenant("small", 3);
    for (int i = 0; i < 10; i++) {
      queued("small", "");
    }
    assertThat(take(10, "")).isEmpty();
    store.shares().tick();
    assertThat(take(2, "")).hasSize(2);
    assertThat(take(10, "")).hasSize(1);
    assertThat(take(10, "")).isEmpty();
    store.shares().tick();
    assertThat(take(10, "")).isEmpty();
    store.run(
        tx -> tx.execute("UPDATE task SET state = 'complete' WHERE state = 'in_progress' LIMIT 2"));
    assertThat(take(10, "")).hasSize(2);
  }

  @Test
  void aQuotaOfNoneStopsATenantAndOneWithoutGoesOn() {
    store.datacenter("dc1", 1, "up", 1);
    tenant("none", 0);
    tenant("free", -1);
    queued("none", "");
    queued("free", "");
    store.shares().tick();
    assertThat(take(10, "")).extracting(HandOut::tenant).containsExactly("free");
  }

  @Test
  void aShareGoesToWhoeverLacksItWhenItsTasksEnd() {
    store.datacenter("dc1", 1, "up", 1);
    store.datacenter("dc2", 2, "up", 1);
    tenant("small", 4);
    for (int i = 0; i < 10; i++) {
      queued("small", "");
    }
    store.shares().tick();
    assertThat(take(10, "")).hasSize(4);
    store.run(
        tx -> {
          ShareDao.store(tx, "small", "dc2", new Share(0, 0, 4));
          return 0;
        });
    store.shares().tick();
    assertThat(share("dc1")).isEqualTo(new Share(4, 2, 4));
    store.run(
        tx -> tx.execute("UPDATE task SET state = 'complete' WHERE state = 'in_progress' LIMIT 3"));
    assertThat(take(10, "")).hasSize(1);
    store.shares().tick();
    assertThat(share("dc1")).isEqualTo(new Share(2, 2, 4));
  }

  @Test
  void theShareOfALostDatacenterIsTakenWhenNothingOfTheTenantRunsThere() {
    store.datacenter("dc1", 1, "up", 1);
    store.datacenter("dc2", 2, "lost", 1);
    tenant("small", 4);
    store.run(
        tx -> {
          ShareDao.store(tx, "small", "dc2", new Share(4, 4, 4));
          return 0;
        });
    TaskId there = queued("small", "");
    store.run(
        tx -> tx.execute("UPDATE task SET state = 'in_progress', queue = NULL, worker_dc = 'dc2'"));
    queued("small", "");
    store.shares().tick();
    assertThat(take(10, "")).isEmpty();
    store.run(tx -> tx.execute("UPDATE task SET state = 'dropped' WHERE worker_dc = 'dc2'"));
    store.shares().tick();
    store.shares().tick();
    assertThat(take(10, "")).hasSize(1).noneMatch(one -> one.task().equals(there));
  }

  @Test
  void aHandOutOutOfAShareThatHasChangedIsDropped() {
    store.datacenter("dc1", 1, "up", 1);
    tenant("small", 4);
    queued("small", "");
    store.shares().tick();
    Standing seen =
        store.read(handle -> ShareDao.standings(handle, "dc1", List.of("small"))).get(0);
    store.run(
        tx -> {
          ShareDao.store(tx, "small", "dc1", Share.NONE);
          return 0;
        });
    List<Boolean> valid =
        store.galera.transactions().run("test", tx -> ShareDao.use(tx, "dc1", List.of(seen)));
    assertThat(valid).containsExactly(false);
  }

  private static Share share(String datacenter) {
    return store.read(handle -> ShareDao.shares(handle, "small")).stream()
        .filter(row -> row.datacenter().equals(datacenter))
        .findFirst()
        .orElseThrow()
        .share();
  }
}
