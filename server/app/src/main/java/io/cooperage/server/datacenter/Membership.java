package io.cooperage.server.datacenter;

import io.cooperage.galera.ids.CollidingIdSpaceException;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.ids.IdSpaces;
import io.cooperage.galera.lease.Lease;
import io.cooperage.galera.lease.LeaseHold;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.schema.SchemaException;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.secret.KeyRefusedException;
import io.cooperage.server.web.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's place among all: it joins with a lease of its own, beats, and joins again when its
 * lease was taken away. The first server to join a datacenter that was lost gives it a new epoch.
 * Thread-safe.
 */
public final class Membership {
  /** Names of server leases begin with this. */
  static final String PREFIX = "server/";

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final String TENANT = "superadmin";

  /** What a server brings along when it joins. */
  public record Self(String datacenter, String server, String address, IdSpace ids) {
    LeaseHolder holder() {
      return new LeaseHolder(datacenter + "/" + server, datacenter, address);
    }

    String leaseName() {
      return PREFIX + datacenter + "/" + server;
    }
  }

  private record Place(DatacenterRow datacenter, Lease lease) {}

  private record Joined(Lease lease, LeaseHold hold, long epoch) {}

  private final Self self;
  private final Transactions transactions;
  private final Leases leases;
  private final Outbox outbox;
  private final Clock clock;
  private final Duration leaseTime;
  private final Duration margin;
  private final Runnable beforeJoin;
  private volatile String refusal = "this server has not joined the others yet";
  private volatile Optional<Joined> joined = Optional.empty();

  /**
   * @param beforeJoin throws what forbids this server to take part, such as a schema that is not
   *     what it needs
   */
  public Membership(
      Self self,
      Transactions transactions,
      Leases leases,
      Outbox outbox,
      Clock clock,
      Duration leaseTime,
      Duration margin,
      Runnable beforeJoin) {
    this.self = self;
    this.transactions = transactions;
    this.leases = leases;
    this.outbox = outbox;
    this.clock = clock;
    this.leaseTime = leaseTime;
    this.margin = margin;
    this.beforeJoin = beforeJoin;
  }

  /**
   * Joins if this server has not, else renews its lease: one tick of the driver.
   *
   * @throws CollidingIdSpaceException if this datacenter must not take part
   */
  public synchronized void joinOrBeat() {
    if (joined.isEmpty()) {
      tryToJoin();
      return;
    }
    Joined current = joined.get();
    long started = System.nanoTime();
    if (leases.renew(current.lease())) {
      current.hold().renewed(started);
    } else {
      LOG.warn("lease {} was taken away: joining again", current.lease().name());
      joined = Optional.empty();
      tryToJoin();
    }
  }

  private void tryToJoin() {
    try {
      beforeJoin.run();
      join();
    } catch (CollidingIdSpaceException | SchemaException | KeyRefusedException e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  /** Why this server does not take part, while {@link #hasJoined()} is false. */
  public String refusal() {
    return refusal;
  }

  private void join() {
    long started = System.nanoTime();
    transactions.run("datacenter.ids", this::registerIds);
    Place place = transactions.run("datacenter.join", this::join);
    DatacenterRow row = place.datacenter();
    Lease lease = place.lease();
    LeaseHold hold = new LeaseHold(leaseTime, margin, System::nanoTime, started);
    joined = Optional.of(new Joined(lease, hold, row.epoch()));
    LOG.info(
        "joined datacenter {} (epoch {}, state {}) as {} under lease epoch {}",
        self.datacenter(),
        row.epoch(),
        row.state().wire(),
        self.server(),
        lease.epoch());
  }

  /** Before anything that may need an id, and committed before, because ids come from elsewhere. */
  private boolean registerIds(Handle tx) {
    IdSpaces.register(tx, self.datacenter(), self.ids());
    return true;
  }

  /** In one transaction, so that it cannot commit together with the loss of the datacenter. */
  private Place join(Handle tx) {
    DatacenterRow row = enter(tx);
    Lease lease =
        leases
            .claim(tx, self.leaseName(), self.holder())
            .orElseThrow(
                () -> new IllegalStateException(self.leaseName() + " is held under another name"));
    return new Place(row, lease);
  }

  private DatacenterRow enter(Handle tx) {
    Optional<DatacenterRow> found = DatacenterDao.find(tx, self.datacenter());
    if (found.isEmpty()) {
      long epoch = self.ids().startNum();
      DatacenterDao.insert(tx, self.datacenter(), epoch, clock.instant());
      publish(tx, "datacenter.joined", epoch);
      return new DatacenterRow(self.datacenter(), epoch, DatacenterState.UP, 0);
    }
    DatacenterRow seen = found.get();
    boolean returns = seen.state() == DatacenterState.LOST;
    DatacenterRow now =
        new DatacenterRow(
            seen.name(),
            returns ? self.ids().nextAfter(seen.epoch()) : seen.epoch(),
            returns ? DatacenterState.UP : seen.state(),
            seen.workers());
    if (!DatacenterDao.change(tx, seen, now.epoch(), now.state(), clock.instant())) {
      throw new IllegalStateException("row of datacenter " + seen.name() + " moved while locked");
    }
    if (returns) {
      publish(tx, "datacenter.returned", now.epoch());
    }
    return now;
  }

  private void publish(Handle tx, String type, long epoch) {
    outbox.publish(
        tx,
        Event.ofTenant(
            type,
            TENANT,
            "datacenter/" + self.datacenter(),
            Json.tree(Map.of("server", self.server(), "epoch", epoch))));
  }

  /** Hands the lease back: others need not wait for the beat to stand still. */
  public synchronized void leave() {
    Optional<Joined> current = joined;
    joined = Optional.empty();
    current.ifPresent(
        held -> {
          leases.release(held.lease());
          LOG.info("handed back lease {}", held.lease().name());
        });
  }

  /** Whether the lease is held and was renewed recently enough that nobody can have taken over. */
  public boolean isValid() {
    return joined.filter(current -> current.hold().isValid()).isPresent();
  }

  public boolean hasJoined() {
    return joined.isPresent();
  }

  /** The datacenter's epoch when this server joined; 0 before. */
  long epoch() {
    return joined.map(Joined::epoch).orElse(0L);
  }
}
