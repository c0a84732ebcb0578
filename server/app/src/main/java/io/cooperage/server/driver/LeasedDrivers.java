package io.cooperage.server.driver;

import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.lease.Leases;
import java.time.Duration;

/**
 * Drivers that run in one place of all datacenters: at the server that holds the lease of that
 * name. When it falls silent another takes over. Thread-safe.
 */
public final class LeasedDrivers {
  private static final int BEATS = 5;

  private final Drivers drivers;
  private final Leases leases;
  private final LeaseHolder self;

  public LeasedDrivers(Drivers drivers, Leases leases, LeaseHolder self) {
    this.drivers = drivers;
    this.leases = leases;
    this.self = self;
  }

  /**
   * @param beat how often the lease is renewed; after five beats of silence another takes over
   */
  public Driver every(String name, Duration interval, Duration beat, Runnable tick) {
    DriverLease lease = new DriverLease(name, leases, self, beat, beat.multipliedBy(BEATS));
    Driver driver = drivers.every(name, interval, lease, tick);
    drivers.onIdle(lease::release);
    return driver;
  }
}
