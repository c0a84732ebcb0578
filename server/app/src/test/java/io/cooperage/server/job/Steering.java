package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.Role;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people, bounds and workers do to the jobs of a {@link JobStore}, as a server of dc1 has it.
 */
final class Steering {
  private static final Caller ALICE = new Caller("superadmin", "alice", Role.SUPERADMIN, "r1");

  private final JobStore store;

  Steering(JobStore store) {
    this.store = store;
  }

  JobBounds bounds() {
    return new JobBounds(
        store.galera.transactions(),
        store.galera.reads(),
        store.clusters,
        store.nodes,
        store.lifecycle(),
        audit(),
        JobConfig.defaults());
  }

  /** Who did what to a job, as the audit has it. */
  List<String> audited(JobId job) {
    return store.read(
        handle ->
            handle
                .createQuery("SELECT CONCAT(user, ' ', action) FROM audit WHERE subject = ?")
                .bind(0, "job/" + job)
                .mapTo(String.class)
                .list());
  }

  MissingPlugins missingPlugins() {
    return new MissingPlugins(
        store.galera.transactions(),
        store.galera.reads(),
        store,
        store.clusters,
        store.nodes,
        JobConfig.defaults());
  }

  JobControl jobs() {
    return new JobControl(
        store.clusters,
        store.lifecycle(),
        revival(),
        JobStore.WAITS,
        audit(),
        store.outbox,
        store,
        store.planned::add);
  }

  TaskControl tasks() {
    return new TaskControl(store.clusters, revival(), cleanUps(), audit(), store.outbox);
  }

  private CleanUps cleanUps() {
    return new CleanUps(JobConfig.defaults().retry(), store.clusters, store.nodes, store.outbox);
  }

  private Revival revival() {
    return new Revival(
        store, store.clusters, store.nodes, JobConfig.defaults().retry(), JobStore.GRACE);
  }

  private AuditLog audit() {
    return new AuditLog(store.galera.ids(), Clock.systemUTC(), "dc1");
  }

  void pause(JobId job) {
    pause(ALICE, job);
  }

  void pause(Caller caller, JobId job) {
    store.galera.transactions().run("test", tx -> jobs().pause(tx, caller, job));
  }

  void resume(JobId job) {
    store.galera.transactions().run("test", tx -> jobs().resume(tx, ALICE, job));
  }

  void abort(JobId job) {
    store.galera.transactions().run("test", tx -> jobs().abort(tx, ALICE, job));
  }

  void retry(JobId job) {
    store.galera.transactions().run("test", tx -> jobs().retry(tx, ALICE, job));
  }

  void retry(TaskId task) {
    store.run(
        tx -> {
          tasks().retry(tx, ALICE, task);
          return 0;
        });
  }

  void skip(TaskId task) {
    store.run(
        tx -> {
          tasks().skip(tx, ALICE, task);
          return 0;
        });
  }

  /** Fails what can be taken, all of it in one batch, until nothing is left to take. */
  void failAll() {
    store.passTime();
    List<HandOut> taken = store.take();
    while (!taken.isEmpty()) {
      finish(taken, false);
      store.passTime();
      taken = store.take();
    }
  }

  /** Completes what can be taken until nothing is left to take. */
  void finishAll() {
    store.passTime();
    List<HandOut> taken = store.take();
    while (!taken.isEmpty()) {
      finish(taken, true);
      store.passTime();
      taken = store.take();
    }
  }

  /** What became of hand-outs, all in one batch; no worker was told a secret. */
  void finish(List<HandOut> handOuts, boolean success) {
    new Finishing(
            store.galera.transactions(),
            JobConfig.defaults().retry(),
            store.clusters,
            store.nodes,
            new Discretion(store.clusters, null),
            cleanUps())
        .finish(
            handOuts.stream()
                .map(handOut -> new Finish(handOut.task(), result(handOut, success)))
                .toList());
  }

  private static TaskResult result(HandOut handOut, boolean success) {
    return new TaskResult(
        "w",
        handOut.token(),
        success,
        success ? "" : "oops",
        Map.of(),
        Map.of(),
        Optional.empty(),
        "",
        0,
        "",
        0);
  }
}
