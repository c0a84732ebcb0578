package io.cooperage.galera.lease;

import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Claims, renews, releases and expires leases. Whoever holds (name, epoch) in state held is the
 * only one; each verb is one guarded update, and every claim has a greater epoch than the last. The
 * verbs with a {@link Handle} run inside the caller's transaction. Thread-safe.
 */
public final class Leases {

  private final Transactions transactions;
  private final Reads reads;
  private final IdSpace epochs;

  /**
   * @param epochs this datacenter's space: every epoch that it claims belongs to it
   */
  public Leases(Transactions transactions, Reads reads, IdSpace epochs) {
    this.transactions = transactions;
    this.reads = reads;
    this.epochs = epochs;
  }

  /**
   * Takes a lease that is free, or that this holder itself held before (a restarted process), under
   * a new epoch. Empty when another holds it.
   */
  public Optional<Lease> claim(String name, LeaseHolder by) {
    return transactions.run(
        "lease.claim", tx -> claim(tx, name, by), tx -> claimedSince(tx, name, by));
  }

  /** As {@link #claim(String, LeaseHolder)}, in the caller's transaction. */
  public Optional<Lease> claim(Handle tx, String name, LeaseHolder by) {
    Optional<Lease> found = LeaseTable.find(tx, name);
    if (found.isEmpty()) {
      LeaseTable.insertFree(tx, name);
      found = LeaseTable.find(tx, name);
    }
    Lease seen = found.orElseThrow(() -> new IllegalStateException("no row of lease " + name));
    if (seen.state() == LeaseState.HELD && !seen.holder().equals(by.name())) {
      return Optional.empty();
    }
    long epoch = epochs.nextAfter(seen.epoch());
    if (!LeaseTable.take(tx, seen, by, epoch)) {
      return Optional.empty();
    }
    return Optional.of(
        new Lease(name, by.name(), by.datacenter(), by.address(), epoch, 0, LeaseState.HELD));
  }

  private static Optional<Optional<Lease>> claimedSince(Handle tx, String name, LeaseHolder by) {
    return LeaseTable.find(tx, name)
        .filter(
            lease ->
                lease.state() == LeaseState.HELD
                    && lease.holder().equals(by.name())
                    && lease.beat() == 0)
        .map(Optional::of);
  }

  /** Beats once. False when the lease is no longer held under this epoch: stop acting at once. */
  public boolean renew(Lease held) {
    return transactions.run("lease.renew", tx -> renew(tx, held), tx -> beatenSince(tx, held));
  }

  /**
   * Beats once in the caller's transaction, which thereby cannot commit together with an expiry
   * anywhere: the fence for whatever else it writes. False when the lease is lost.
   */
  public boolean renew(Handle tx, Lease held) {
    return LeaseTable.beat(tx, held.name(), held.epoch());
  }

  /** A second beat does no harm, so "not found" is as good an answer as any. */
  private static Optional<Boolean> beatenSince(Handle tx, Lease held) {
    return Optional.empty();
  }

  /** Hands the lease back. False when it was lost before. */
  public boolean release(Lease held) {
    return transactions.run(
        "lease.release",
        tx -> LeaseTable.release(tx, held.name(), held.epoch()),
        tx -> stateIs(tx, held, LeaseState.RELEASED));
  }

  /**
   * Takes a lease away from its holder, provided that it did not beat since it was seen. False when
   * it did, or when somebody else was first.
   */
  public boolean expire(Lease seen) {
    return transactions.run(
        "lease.expire", tx -> expire(tx, seen), tx -> stateIs(tx, seen, LeaseState.EXPIRED));
  }

  /** As {@link #expire(Lease)}, in the caller's transaction. */
  public boolean expire(Handle tx, Lease seen) {
    return LeaseTable.expire(tx, seen);
  }

  private static Optional<Boolean> stateIs(Handle tx, Lease lease, LeaseState state) {
    return LeaseTable.find(tx, lease.name())
        .filter(now -> now.epoch() == lease.epoch() && now.state() == state)
        .map(now -> true);
  }

  /** The lease as it is now, in the view that all datacenters share. */
  public Optional<Lease> find(String name) {
    return reads.run("lease.find", Consistency.strong(), tx -> LeaseTable.find(tx, name));
  }

  /**
   * All leases whose name begins with the prefix, as this node has them; for {@link LeaseWatch}. A
   * view that is behind does no harm: expiry is guarded by the beat.
   */
  public List<Lease> list(String prefix) {
    return reads.run("lease.list", Consistency.local(), tx -> LeaseTable.list(tx, prefix));
  }
}
