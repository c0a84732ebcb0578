package io.cooperage.server.datacenter;

import io.cooperage.api.DatacenterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ServerView;
import io.cooperage.galera.lease.Lease;
import io.cooperage.galera.lease.LeaseState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.datacenter.DatacenterWatch.View;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the datacenters, and lets them leave and come back in good order. Thread-safe. */
public final class DatacenterService {
  private static final Logger LOG = LoggerFactory.getLogger(DatacenterService.class);

  private final DatacenterWatch watch;
  private final Transactions transactions;
  private final Reads reads;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Clock clock;

  public DatacenterService(
      DatacenterWatch watch,
      Transactions transactions,
      Reads reads,
      AuditLog audit,
      Outbox outbox,
      Clock clock) {
    this.watch = watch;
    this.transactions = transactions;
    this.reads = reads;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  List<DatacenterView> list(Consistency consistency) {
    return reads.run(
        "datacenter.list",
        consistency,
        tx -> DatacenterDao.list(tx).stream().map(row -> view(tx, row)).toList());
  }

  private DatacenterView view(Handle tx, DatacenterRow row) {
    View seen = watch.view();
    List<ServerView> servers =
        seen.servers().stream()
            .filter(lease -> lease.datacenter().equals(row.name()))
            .map(lease -> server(lease, seen))
            .toList();
    return new DatacenterView(
        row.name(),
        row.state().wire(),
        row.epoch(),
        servers,
        row.workers(),
        DatacenterDao.openJobs(tx, row.name()));
  }

  private ServerView server(Lease lease, View seen) {
    boolean silent = seen.stale().contains(lease.name());
    String state =
        switch (lease.state()) {
          case HELD -> silent ? "silent" : "up";
          case RELEASED -> "stopped";
          case EXPIRED -> "lost";
        };
    long silence =
        lease.state() == LeaseState.HELD
            ? watch.silence(lease).map(Duration::toMillis).orElse(0L)
            : -1;
    return new ServerView(
        lease.name().substring(Membership.PREFIX.length()),
        lease.address(),
        state,
        lease.beat(),
        silence);
  }

  /** Asks a datacenter to leave; harmless when it is leaving already. */
  DatacenterView drain(Handle tx, Caller by, String name) {
    DatacenterRow row = get(tx, name);
    if (row.state() == DatacenterState.LOST) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Datacenter "
              + name
              + " is lost, so there is nothing to drain: its jobs run elsewhere already.");
    }
    DatacenterRow remaining = remaining(tx, name);
    if (row.state() != DatacenterState.UP) {
      return view(tx, row);
    }
    hold(tx, remaining);
    return change(tx, by, row, DatacenterState.DRAINING, "datacenter.drain");
  }

  private static DatacenterRow remaining(Handle tx, String drained) {
    return DatacenterDao.list(tx).stream()
        .filter(other -> !other.name().equals(drained) && other.state() == DatacenterState.UP)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.WRONG_STATE,
                    "Datacenter "
                        + drained
                        + " is the only one that is up, so nobody could take its work. Bring"
                        + " another up or undrain it first."));
  }

  /**
   * Writes the row of the datacenter that is to stay up, so that this drain conflicts with whatever
   * ends that elsewhere. Having only read it, both would commit and none would be up.
   */
  private void hold(Handle tx, DatacenterRow remaining) {
    if (!DatacenterDao.change(
        tx, remaining, remaining.epoch(), DatacenterState.UP, clock.instant())) {
      throw conflict(remaining);
    }
  }

  private static ProblemException conflict(DatacenterRow row) {
    return new ProblemException(
        ErrorCode.CONFLICT,
        "Datacenter " + row.name() + " changed at the same time. Look at it and try again.");
  }

  /** Lets a datacenter take part again; harmless when it does. */
  DatacenterView undrain(Handle tx, Caller by, String name) {
    DatacenterRow row = get(tx, name);
    return switch (row.state()) {
      case UP -> view(tx, row);
      case DRAINING, DRAINED -> change(tx, by, row, DatacenterState.UP, "datacenter.undrain");
      case LOST ->
          throw new ProblemException(
              ErrorCode.WRONG_STATE,
              "Datacenter " + name + " is lost. It comes back by itself when its servers start.");
    };
  }

  private DatacenterView change(
      Handle tx, Caller by, DatacenterRow row, DatacenterState state, String action) {
    if (!DatacenterDao.change(tx, row, row.epoch(), state, clock.instant())) {
      throw conflict(row);
    }
    DatacenterRow now = new DatacenterRow(row.name(), row.epoch(), state, row.workers());
    audit.record(
        tx,
        by,
        action,
        "datacenter/" + row.name(),
        AuditChange.changed(
            Json.tree(Map.of("state", row.state().wire())),
            Json.tree(Map.of("state", state.wire()))));
    publish(tx, now);
    return view(tx, now);
  }

  /** Nothing is left in a draining datacenter; if a job has come up there meanwhile it stays. */
  void drained(DatacenterRow draining) {
    boolean changed =
        transactions.run(
            "datacenter.drained",
            tx -> {
              boolean hit =
                  DatacenterDao.openJobs(tx, draining.name()) == 0
                      && DatacenterDao.change(
                          tx, draining, draining.epoch(), DatacenterState.DRAINED, clock.instant());
              if (hit) {
                publish(
                    tx,
                    new DatacenterRow(
                        draining.name(),
                        draining.epoch(),
                        DatacenterState.DRAINED,
                        draining.workers()));
              }
              return hit;
            });
    if (changed) {
      LOG.info("datacenter {} is drained", draining.name());
    }
  }

  private void publish(Handle tx, DatacenterRow row) {
    outbox.publish(
        tx,
        Event.ofTenant(
            "datacenter." + row.state().wire(),
            Caller.SUPERADMIN_TENANT,
            "datacenter/" + row.name(),
            Json.tree(Map.of("epoch", row.epoch()))));
  }

  private static DatacenterRow get(Handle tx, String name) {
    return DatacenterDao.find(tx, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no datacenter \""
                        + name
                        + "\"; there are "
                        + DatacenterDao.list(tx).stream().map(DatacenterRow::name).toList()
                        + "."));
  }
}
