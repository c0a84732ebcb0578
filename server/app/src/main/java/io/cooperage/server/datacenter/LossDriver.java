package io.cooperage.server.datacenter;

import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.DatacenterWatch.Silent;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares silent datacenters lost, which ends their epoch. One survivor wins; a datacenter that
 * beats again before the commit is left alone. Needs the majority, so a cut-off minority can't.
 * Thread-safe.
 */
public final class LossDriver {
  private static final Logger LOG = LoggerFactory.getLogger(LossDriver.class);
  private static final String TENANT = "superadmin";

  private final DatacenterWatch watch;
  private final Transactions transactions;
  private final Leases leases;
  private final Outbox outbox;
  private final Clock clock;
  private final long epochIncrement;
  private final Runnable afterLoss;

  /**
   * @param epochIncrement the distance between two epochs of one datacenter
   * @param afterLoss what to do at once when this server declared a loss
   */
  public LossDriver(
      DatacenterWatch watch,
      Transactions transactions,
      Leases leases,
      Outbox outbox,
      Clock clock,
      long epochIncrement,
      Runnable afterLoss) {
    this.watch = watch;
    this.transactions = transactions;
    this.leases = leases;
    this.outbox = outbox;
    this.clock = clock;
    this.epochIncrement = epochIncrement;
    this.afterLoss = afterLoss;
  }

  /** One tick of the driver. */
  public void tick() {
    List<Silent> silent = watch.look();
    if (!watch.mayAct()) {
      return;
    }
    boolean lost = false;
    for (Silent candidate : silent) {
      if (declareLost(candidate)) {
        lost = true;
        LOG.warn(
            "datacenter {} is lost: its {} servers fell silent",
            candidate.datacenter().name(),
            candidate.leases().size());
      }
    }
    if (lost) {
      // Whoever takes the jobs over goes by the view.
      watch.look();
      afterLoss.run();
    }
  }

  private boolean declareLost(Silent candidate) {
    try {
      return transactions.run("datacenter.lose", tx -> lose(tx, candidate));
    } catch (StillAliveException e) {
      LOG.info("datacenter {} beats again, so it is not lost", candidate.datacenter().name());
      return false;
    }
  }

  private boolean lose(Handle tx, Silent silent) {
    DatacenterRow seen = silent.datacenter();
    if (!DatacenterDao.change(
        tx, seen, seen.epoch() + epochIncrement, DatacenterState.LOST, clock.instant())) {
      return false;
    }
    silent.leases().forEach(lease -> leases.expire(tx, lease));
    if (DatacenterDao.heldLeases(tx, seen.name()) > 0) {
      throw new StillAliveException();
    }
    outbox.publish(
        tx,
        Event.ofTenant(
            "datacenter.lost",
            TENANT,
            "datacenter/" + seen.name(),
            Json.tree(Map.of("by", watch.self(), "epoch", seen.epoch() + epochIncrement))));
    return true;
  }

  /** Rolls back the declaration of a loss. */
  private static final class StillAliveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillAliveException() {
      super(null, null, false, false);
    }
  }
}
