package io.cooperage.server.job;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.job.ShareDao.Row;
import io.cooperage.server.job.ShareDivision.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what a tenant has in progress in all datacenters within its quota of workers: each
 * datacenter hands out within a share of the quota that it holds, and no hand-out asks another one.
 * The shares follow where tasks wait. Thread-safe.
 */
final class WorkerShares {
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;
  private final WakeUps wakeUps;

  /** What there is to do about one tenant: the next share of this datacenter, if it changes. */
  private record Change(Share from, Share to, Set<String> deserted) {
    boolean isNeeded() {
      return !from.equals(to) || !deserted.isEmpty();
    }

    boolean opens() {
      return to.ceiling() > from.ceiling();
    }
  }

  WorkerShares(Transactions transactions, Reads reads, Datacenters datacenters, WakeUps wakeUps) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
    this.wakeUps = wakeUps;
  }

  /** How the tenants of {@code lanes} stand here; a single one without a quota is not looked up. */
  static Map<String, Standing> standings(Handle tx, String datacenter, Collection<Lane> lanes) {
    Map<String, Standing> standings = new HashMap<>();
    lanes.forEach(lane -> standings.put(lane.tenant(), Standing.unlimited(lane.tenant())));
    if (standings.size() > 1 || lanes.stream().anyMatch(lane -> !lane.isUnlimited())) {
      ShareDao.standings(tx, datacenter, standings.keySet())
          .forEach(standing -> standings.put(standing.tenant(), standing));
    }
    return standings;
  }

  /** Those of {@code wanted} whose tenants' shares are still as their standings say. */
  static List<HandOut> use(
      Handle tx, String datacenter, List<HandOut> wanted, Map<String, Standing> standings) {
    List<Standing> limited =
        wanted.stream()
            .map(HandOut::tenant)
            .distinct()
            .map(standings::get)
            .filter(standing -> !standing.isUnlimited())
            .toList();
    if (limited.isEmpty()) {
      return wanted;
    }
    List<Boolean> valid = ShareDao.use(tx, datacenter, limited);
    Set<String> changed = new HashSet<>();
    for (int i = 0; i < limited.size(); i++) {
      if (!valid.get(i)) {
        changed.add(limited.get(i).tenant());
      }
    }
    return wanted.stream().filter(handOut -> !changed.contains(handOut.tenant())).toList();
  }

  /** Adapts the shares of this datacenter to what waits here and elsewhere. */
  void tick() {
    String self = datacenters.self();
    Map<String, Boolean> needed =
        reads.run("worker.shares", Consistency.local(), handle -> needed(handle, self));
    boolean opened = false;
    for (String tenant : new TreeSet<>(needed.keySet())) {
      if (needed.get(tenant)) {
        opened |= transactions.run("worker.share", tx -> divide(tx, tenant));
      }
    }
    if (opened) {
      wakeUps.signal(JobRoom.TASKS);
    }
  }

  private Map<String, Boolean> needed(Handle handle, String self) {
    Set<String> tenants = new HashSet<>(ShareDao.tenants(handle, self));
    QueueDao.lanes(handle, self).stream()
        .filter(lane -> !lane.isUnlimited())
        .forEach(lane -> tenants.add(lane.tenant()));
    List<String> some = new ArrayList<>(tenants);
    Collections.shuffle(some);
    return some.stream()
        .limit(AT_ONCE)
        .collect(Collectors.toMap(tenant -> tenant, tenant -> change(handle, tenant).isNeeded()));
  }

  private boolean divide(Handle tx, String tenant) {
    ShareDao.guard(tx, tenant);
    Change change = change(tx, tenant);
    change.deserted().forEach(gone -> ShareDao.store(tx, tenant, gone, Share.NONE));
    if (!change.from().equals(change.to())) {
      ShareDao.store(tx, tenant, datacenters.self(), change.to());
    }
    return change.opens();
  }

  private Change change(Handle handle, String tenant) {
    String self = datacenters.self();
    SortedMap<String, Share> shares = new TreeMap<>();
    Set<String> deserted = new TreeSet<>();
    boolean up = false;
    for (Row row : ShareDao.shares(handle, tenant)) {
      up |= row.up() && row.datacenter().equals(self);
      if (row.up() || row.datacenter().equals(self)) {
        shares.put(row.datacenter(), row.share());
      } else if (row.running() > 0) {
        shares.put(row.datacenter(), new Share(row.share().held(), 0, 0));
      } else if (row.share().held() > 0) {
        deserted.add(row.datacenter());
      }
    }
    Share own = shares.getOrDefault(self, Share.NONE);
    OptionalInt quota = ShareDao.quota(handle, tenant);
    if (quota.isEmpty()) {
      return new Change(own, Share.NONE, deserted);
    }
    int running = ShareDao.running(handle, self, tenant);
    int most = quota.getAsInt();
    int waiting = up ? ShareDao.waiting(handle, self, tenant, most) : 0;
    int wanted = up ? Math.min(most, running + waiting) : 0;
    Share next =
        up
            ? ShareDivision.next(most, shares, self, running, wanted, ShareDao.turn(handle))
            : new Share(Math.min(own.held(), running), 0, 0);
    return new Change(own, next, deserted);
  }
}
