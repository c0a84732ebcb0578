package io.cooperage.galera.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices leases whose beat stands still, on a monotonic clock of its own. Only time that it spent
 * watching counts: after a pause of the watcher everybody gets a full lease time again.
 * Thread-safe.
 */
public final class LeaseWatch {

  private final Duration leaseTime;
  private final LongSupplier nanoClock;
  private Map<String, Sight> sights = new HashMap<>();
  private Optional<Long> lastLook = Optional.empty();

  /**
   * @param leaseTime how long a beat may stand still; look several times in that time
   * @param nanoClock a monotonic clock, such as {@code System::nanoTime}
   */
  public LeaseWatch(Duration leaseTime, LongSupplier nanoClock) {
    this.leaseTime = leaseTime;
    this.nanoClock = nanoClock;
  }

  /**
   * Takes note of the leases as they are now and returns those that have stood still for the lease
   * time, as they were read, so that they can be expired.
   */
  public synchronized List<Lease> observe(Collection<Lease> leases) {
    long now = nanoClock.getAsLong();
    boolean paused =
        lastLook.isPresent() && now - lastLook.get() > leaseTime.dividedBy(2).toNanos();
    lastLook = Optional.of(now);
    Map<String, Sight> next = new HashMap<>();
    for (Lease lease : leases) {
      if (lease.state() == LeaseState.HELD) {
        Sight before = sights.get(lease.name());
        boolean still = before != null && before.isSameBeat(lease) && !paused;
        next.put(lease.name(), new Sight(lease, still ? before.since() : now));
      }
    }
    sights = next;
    return next.values().stream()
        .filter(sight -> now - sight.since() >= leaseTime.toNanos())
        .map(Sight::lease)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /** For how long the beat has stood still by now; empty when the lease is not held. */
  public synchronized Optional<Duration> silence(String name) {
    return Optional.ofNullable(sights.get(name))
        .map(sight -> Duration.ofNanos(nanoClock.getAsLong() - sight.since()));
  }

  private record Sight(Lease lease, long since) {

    boolean isSameBeat(Lease other) {
      return lease.epoch() == other.epoch() && lease.beat() == other.beat();
    }
  }
}
