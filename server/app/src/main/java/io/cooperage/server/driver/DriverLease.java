package io.cooperage.server.driver;

import io.cooperage.galera.lease.Lease;
import io.cooperage.galera.lease.LeaseHold;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.lease.LeaseState;
import io.cooperage.galera.lease.LeaseWatch;
import io.cooperage.galera.lease.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The right to run a driver that should run in one place of all datacenters: asked before each
 * tick, it claims, renews or waits for its lease. Saves work; what must not happen twice is guarded
 * by the driver's own writes. Thread-safe.
 */
public final class DriverLease implements BooleanSupplier {
  private final String name;
  private final Leases leases;
  private final LeaseHolder self;
  private final Duration beat;
  private final Duration leaseTime;
  private final LeaseWatch watch;
  private Optional<Held> held = Optional.empty();
  private long lastLook;

  private record Held(Lease lease, LeaseHold hold) {}

  /**
   * @param beat how often to renew, or to look whether the lease is free; at least the driver's
   *     interval
   * @param leaseTime how long another's beat may stand still; several beats
   */
  public DriverLease(
      String name, Leases leases, LeaseHolder self, Duration beat, Duration leaseTime) {
    this.name = name;
    this.leases = leases;
    this.self = self;
    this.beat = beat;
    this.leaseTime = leaseTime;
    this.watch = new LeaseWatch(leaseTime, System::nanoTime);
    this.lastLook = System.nanoTime() - beat.toNanos();
  }

  @Override
  public synchronized boolean getAsBoolean() {
    long now = System.nanoTime();
    if (now - lastLook >= beat.toNanos()) {
      lastLook = now;
      held = held.isPresent() ? renew(held.get(), now) : claim(now);
    }
    return held.filter(current -> current.hold().isValid()).isPresent();
  }

  /** Lets another have it at once. */
  public synchronized void release() {
    Optional<Held> current = held;
    held = Optional.empty();
    current.ifPresent(mine -> leases.release(mine.lease()));
  }

  private Optional<Held> renew(Held mine, long now) {
    if (!leases.renew(mine.lease())) {
      return Optional.empty();
    }
    mine.hold().renewed(now);
    return held;
  }

  private Optional<Held> claim(long now) {
    List<Lease> seen =
        leases.list(name).stream().filter(lease -> lease.name().equals(name)).toList();
    boolean free =
        watch.observe(seen).stream().anyMatch(leases::expire)
            || seen.stream().noneMatch(this::belongsToAnother);
    if (!free) {
      return Optional.empty();
    }
    return leases
        .claim(name, self)
        .map(lease -> new Held(lease, new LeaseHold(leaseTime, beat, System::nanoTime, now)));
  }

  private boolean belongsToAnother(Lease lease) {
    return lease.state() == LeaseState.HELD && !lease.holder().equals(self.name());
  }
}
