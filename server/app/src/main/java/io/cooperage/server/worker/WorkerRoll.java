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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The workers of all datacenters, as the leaders of these enter them, and their drain. Being on the
 * roll gives a worker nothing: what counts is its session. Thread-safe.
 */
final class WorkerRoll {
  private static final int AT_ONCE = 200;

  private final Transactions transactions;
  private final Reads reads;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Function<String, Optional<Long>> lastSeen;

  /**
   * @param lastSeen how long ago this server heard of a worker, in milliseconds
   */
  WorkerRoll(
      Transactions transactions,
      Reads reads,
      AuditLog audit,
      Outbox outbox,
      Function<String, Optional<Long>> lastSeen) {
    this.transactions = transactions;
    this.reads = reads;
    this.audit = audit;
    this.outbox = outbox;
    this.lastSeen = lastSeen;
  }

  /**
   * Makes the roll of a datacenter say who lives there, and the datacenter's row how many. One that
   * is draining stays when it is gone, until a worker of its name is there or it is undrained.
   */
  void enter(String datacenter, Map<String, WorkerRegistration> alive) {
    Map<String, String> entered =
        reads.run(
            "worker.roll", Consistency.local(), handle -> WorkerDao.states(handle, datacenter));
    Set<String> draining =
        names(entered.keySet().stream().filter(id -> isDraining(entered.get(id))));
    Map<String, WorkerRegistration> missing = new HashMap<>();
    Map<String, WorkerRegistration> drained = new HashMap<>();
    alive.entrySet().stream()
        .filter(one -> !entered.containsKey(one.getKey()))
        .limit(AT_ONCE)
        .forEach(
            one ->
                (draining.contains(SessionId.nameOf(one.getKey())) ? drained : missing)
                    .put(one.getKey(), one.getValue()));
    Set<String> there = names(alive.keySet().stream());
    Set<String> gone =
        entered.keySet().stream()
            .filter(id -> !alive.containsKey(id))
            .filter(id -> !isDraining(entered.get(id)) || there.contains(SessionId.nameOf(id)))
            .limit(AT_ONCE)
            .collect(Collectors.toSet());
    boolean counted =
        reads.run(
            "datacenter.workers-announced",
            Consistency.local(),
            handle -> WorkerDao.isAnnounced(handle, datacenter, alive.size()));
    if (!missing.isEmpty() || !drained.isEmpty() || !gone.isEmpty() || !counted) {
      transactions.run(
          "datacenter.workers",
          tx -> {
            WorkerDao.insert(tx, datacenter, WorkerDao.ACTIVE, missing);
            WorkerDao.insert(tx, datacenter, WorkerDao.DRAINING, drained);
            WorkerDao.delete(tx, gone);
            return WorkerDao.announce(tx, datacenter, alive.size());
          });
    }
  }

  private static boolean isDraining(String state) {
    return state.equals(WorkerDao.DRAINING);
  }

  private static Set<String> names(Stream<String> ids) {
    return ids.map(SessionId::nameOf).collect(Collectors.toSet());
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

  /** Gives a worker nothing new; harmless when it is draining. */
  WorkerView drain(Handle tx, Caller by, String id) {
    return change(tx, by, id, WorkerDao.ACTIVE, WorkerDao.DRAINING);
  }

  /** Gives a worker tasks again; harmless when it gets some. */
  WorkerView undrain(Handle tx, Caller by, String id) {
    return change(tx, by, id, WorkerDao.DRAINING, WorkerDao.ACTIVE);
  }

  private WorkerView change(Handle tx, Caller by, String id, String from, String to) {
    if (WorkerDao.change(tx, id, from, to) == 1) {
      String what = to.equals(WorkerDao.DRAINING) ? "worker.drain" : "worker.undrain";
      AuditChange change =
          AuditChange.changed(Json.tree(Map.of("state", from)), Json.tree(Map.of("state", to)));
      audit.record(tx, by, what, "worker/" + id, change);
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
    WorkerDao.Row row =
        WorkerDao.find(handle, id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no worker \""
                            + id
                            + "\" in any datacenter. GET /v3/workers lists them; one that has just"
                            + " registered is there within a second."));
    return view(row, WorkerDao.running(handle).getOrDefault(id, 0));
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
    return isDraining(row.state()) && running == 0 ? "drained" : row.state();
  }
}
