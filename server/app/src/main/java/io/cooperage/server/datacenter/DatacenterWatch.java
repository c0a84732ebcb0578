package io.cooperage.server.datacenter;

import io.cooperage.galera.lease.Lease;
import io.cooperage.galera.lease.LeaseState;
import io.cooperage.galera.lease.LeaseWatch;
import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Watches the beats of all servers on this server's own monotonic clock and keeps the view of the
 * datacenters that everybody in this process uses. Thread-safe.
 */
public final class DatacenterWatch implements Datacenters {
  private static final int LOOKS_PER_LEASE = 2;

  private final String self;
  private final Membership membership;
  private final Leases leases;
  private final Reads reads;
  private final LeaseWatch watch;
  private final Duration leaseTime;
  private final LongSupplier nanoClock;
  private final Map<String, Long> emptySince = new HashMap<>();
  private Optional<Long> lastLook = Optional.empty();
  private volatile View view = new View(List.of(), List.of(), Set.of());

  /**
   * @param stale servers whose beat stands still, by lease name
   */
  record View(List<DatacenterRow> datacenters, List<Lease> servers, Set<String> stale) {
    Optional<DatacenterRow> find(String name) {
      return datacenters.stream().filter(row -> row.name().equals(name)).findFirst();
    }
  }

  /** A datacenter without a living server, with its leases as they were when they stood still. */
  record Silent(DatacenterRow datacenter, List<Lease> leases) {}

  public DatacenterWatch(
      String self,
      Membership membership,
      Leases leases,
      Reads reads,
      Duration leaseTime,
      LongSupplier nanoClock) {
    this.self = self;
    this.membership = membership;
    this.leases = leases;
    this.reads = reads;
    this.leaseTime = leaseTime;
    this.nanoClock = nanoClock;
    this.watch = new LeaseWatch(leaseTime, nanoClock);
  }

  /** Looks at all beats; returns the datacenters that are to be declared lost. */
  synchronized List<Silent> look() {
    List<Lease> servers = leases.list(Membership.PREFIX);
    List<DatacenterRow> rows =
        reads.run("datacenter.watch", Consistency.local(), DatacenterDao::list);
    Set<String> stale = new HashSet<>();
    watch.observe(servers).forEach(lease -> stale.add(lease.name()));
    view = new View(rows, servers, Set.copyOf(stale));
    long now = nanoClock.getAsLong();
    forgetAfterPause(now);
    return rows.stream()
        .filter(row -> !row.name().equals(self))
        .filter(row -> row.state() == DatacenterState.UP || row.state() == DatacenterState.DRAINING)
        .filter(row -> isSilent(row.name(), servers, stale, now))
        .map(row -> new Silent(row, heldBy(row.name(), servers)))
        .toList();
  }

  /** All its held leases stand still; or, if it has none, that has been so for the lease time. */
  private boolean isSilent(String name, List<Lease> servers, Set<String> stale, long now) {
    List<Lease> held = heldBy(name, servers);
    if (!held.isEmpty()) {
      emptySince.remove(name);
      return held.stream().allMatch(lease -> stale.contains(lease.name()));
    }
    long since = emptySince.computeIfAbsent(name, first -> now);
    return now - since >= leaseTime.toNanos();
  }

  private void forgetAfterPause(long now) {
    long longest = leaseTime.toNanos() / LOOKS_PER_LEASE;
    if (lastLook.isPresent() && now - lastLook.get() > longest) {
      emptySince.clear();
    }
    lastLook = Optional.of(now);
  }

  private static List<Lease> heldBy(String datacenter, List<Lease> servers) {
    return servers.stream()
        .filter(lease -> lease.datacenter().equals(datacenter))
        .filter(lease -> lease.state() == LeaseState.HELD)
        .toList();
  }

  View view() {
    return view;
  }

  /** For how long the beat of a server has stood still here. */
  Optional<Duration> silence(Lease server) {
    return watch.silence(server.name());
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public long epochOfSelf() {
    return view.find(self)
        .map(row -> Math.max(row.epoch(), membership.epoch()))
        .orElseGet(membership::epoch);
  }

  @Override
  public List<String> alive() {
    List<String> up =
        view.datacenters().stream()
            .filter(row -> row.state() == DatacenterState.UP)
            .map(DatacenterRow::name)
            .toList();
    return up.isEmpty() && view.datacenters().isEmpty() ? List.of(self) : up;
  }

  @Override
  public boolean isDraining() {
    return view.find(self)
        .filter(
            row ->
                row.state() == DatacenterState.DRAINING || row.state() == DatacenterState.DRAINED)
        .isPresent();
  }

  @Override
  public boolean mayAct() {
    return membership.isValid();
  }
}
