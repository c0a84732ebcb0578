package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The workers of all datacenters, as the leaders of these enter them, and their drain. Being on the
 * roll gives a worker nothing: what counts is its session. Thread-safe.
 */
final class WorkerRoll {
  private final Transactions transactions;
  private final Reads reads;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Duration lease;
  private final Function<String, Optional<Long>> lastSeen;

  /**
   * @param lease so long a session has to begin after it was entered as draining
   * @param lastSeen how long ago this server heard of a worker, in milliseconds
   */
  WorkerRoll(
      Transactions transactions,
      Reads reads,
      AuditLog audit,
      Outbox outbox,
      Duration lease,
      Function<String, Optional<Long>> lastSeen) {
    this.transactions = transactions;
    this.reads = reads;
    this.audit = audit;
    this.outbox = outbox;
    this.lease = lease;
    this.lastSeen = lastSeen;
  }

  /**
   * Makes the roll of a datacenter say who lives there, and the datacenter's row how many. What
   * this node has applied tells whether there is anything to do; what is done goes by what is
   * committed.
   */
  void enter(String datacenter, Map<String, WorkerRegistration> alive) {
    boolean right =
        reads.run(
            "worker.roll",
            Consistency.local(),
            handle ->
                RollCall.of(WorkerDao.entries(handle, datacenter, lease), alive).isEmpty()
                    && WorkerDao.isAnnounced(handle, datacenter, alive.size()));
    if (!right) {
      transactions.run(
          "datacenter.workers",
          tx -> {
            RollCall call = RollCall.of(WorkerDao.entries(tx, datacenter, lease), alive);
            WorkerDao.delete(tx, WorkerDao.ACTIVE, call.gone());
            WorkerDao.delete(tx, WorkerDao.DRAINING, call.relieved());
            WorkerDao.insert(tx, datacenter, WorkerDao.ACTIVE, call.missing());
            call.drained()
                .forEach(
                    name ->
                        WorkerDao.change(
                            tx, datacenter, name, WorkerDao.ACTIVE, WorkerDao.DRAINING));
            return WorkerDao.announce(tx, datacenter, alive.size());
          });
    }
  }

  Page<WorkerView> list(
      Consistency consistency,
      Optional<String> datacenter,
      WorkerLabels labels,
      String after,
      int limit) {
    List<WorkerView> found =
        reads.run(
            "worker.list",
            consistency,
            handle -> {
              Map<String, Integer> running = WorkerDao.running(handle);
              return WorkerDao.list(handle, datacenter, after).stream()
                  .filter(row -> row.registration().labels().include(labels))
                  .limit(limit + 1L)
                  .map(row -> view(row, running.getOrDefault(row.id(), 0)))
                  .toList();
            });
    return Paging.page(found, limit, WorkerView::id);
  }

  WorkerView get(Consistency consistency, String id) {
    return reads.run("worker.get", consistency, handle -> get(handle, id));
  }

  /** Gives the sessions of a worker's name nothing new; harmless when they are draining. */
  WorkerView drain(Handle tx, Caller by, String id) {
    return change(tx, by, id, WorkerDao.ACTIVE, WorkerDao.DRAINING);
  }

  /** Gives the sessions of a worker's name tasks again; harmless when they get some. */
  WorkerView undrain(Handle tx, Caller by, String id) {
    return change(tx, by, id, WorkerDao.DRAINING, WorkerDao.ACTIVE);
  }

  private WorkerView change(Handle tx, Caller by, String id, String from, String to) {
    String datacenter = find(tx, id).datacenter();
    if (WorkerDao.change(tx, datacenter, SessionId.nameOf(id), from, to) > 0) {
      String what = to.equals(WorkerDao.DRAINING) ? "worker.drain" : "worker.undrain";
      audit.record(tx, by, what, "worker/" + id, AuditChange.ofState(from, to));
      outbox.publish(
          tx,
          Event.ofTenant(
              "worker." + to,
              Caller.SUPERADMIN_TENANT,
              "worker/" + id,
              Json.tree(Map.of("state", to))));
    }
    return get(tx, id);
  }

  private WorkerView get(Handle handle, String id) {
    return view(find(handle, id), WorkerDao.running(handle).getOrDefault(id, 0));
  }

  private static WorkerDao.Row find(Handle handle, String id) {
    return WorkerDao.find(handle, id)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no worker \""
                        + id
                        + "\" in any datacenter. GET /v3/workers lists them; one that has just"
                        + " registered is there within a second."));
  }

  private WorkerView view(WorkerDao.Row row, int running) {
    WorkerRegistration worker = row.registration();
    return new WorkerView(
        row.id(),
        worker.name(),
        row.datacenter(),
        state(row, running),
        worker.capacity(),
        running,
        worker.providerTypes(),
        worker.automatorTypes(),
        worker.labels(),
        row.since(),
        lastSeen.apply(row.id()));
  }

  private static String state(WorkerDao.Row row, int running) {
    if (row.lost()) {
      return "lost";
    }
    return row.state().equals(WorkerDao.DRAINING) && running == 0 ? "drained" : row.state();
  }
}
