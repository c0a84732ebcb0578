package io.cooperage.server.secret;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Brings all data keys under the current master key, in batches, while servers run: what they seal
 * stays as it is. May end anywhere and be begun again.
 */
public final class Rotation {
  private final Transactions transactions;
  private final Reads reads;
  private final KeyRing ring;

  public Rotation(Transactions transactions, KeyRing ring) {
    this.transactions = transactions;
    this.reads = new Reads(transactions);
    this.ring = ring;
  }

  /**
   * From here on no server wraps with another key than the current one.
   *
   * @param note writes down, in the same transaction, that this was done
   * @throws KeyRefusedException if one does, or its key is not the one that the database knows
   */
  public void begin(Consumer<Handle> note) {
    transactions.run(
        "secret.rotate",
        tx -> {
          begin(tx);
          note.accept(tx);
          return true;
        });
  }

  private void begin(Handle tx) {
    String current = ring.current().id();
    MasterDao.Known known =
        MasterDao.find(MasterDao.list(tx), current)
            .orElseThrow(
                () ->
                    new KeyRefusedException(
                        "No server has key %s yet. Add it to secrets.keys of all servers, make it current, then rotate."
                            .formatted(current)));
    if (!ring.current().made(known.sealed())) {
      throw new KeyRefusedException(
          "secrets.keys: %s is not the key that the servers have under this name. Use theirs."
              .formatted(current));
    }
    for (MasterDao.Holder holder : MasterDao.listHolders(tx)) {
      if (!holder.current().equals(current)) {
        throw new KeyRefusedException(
            "Server %s still wraps with key %s. Make %s current in all servers, restart them, then rotate."
                .formatted(holder.server(), holder.current(), current));
      }
    }
    MasterDao.retireOthers(tx, current);
  }

  /** How many data keys are under other master keys. */
  public long remaining() {
    return reads.run(
        "secret.remaining",
        Consistency.strong(),
        handle -> SecretDao.countOthers(handle, ring.current().id()));
  }

  /**
   * Brings at most {@code batch} of them under the current one.
   *
   * @return how many; 0 = none was left
   * @throws UnreadableSecretException if their master key is not here
   */
  public int step(int batch) {
    return transactions.run("secret.rewrap", tx -> step(tx, batch));
  }

  private int step(Handle tx, int batch) {
    List<WrappedKey> others = SecretDao.listOthers(tx, ring.current().id(), batch);
    for (WrappedKey old : others) {
      SecretDao.rewrap(tx, old, ring.wrap(ring.unwrap(old)));
    }
    return others.size();
  }

  /**
   * The keys that may be taken out of secrets.keys.
   *
   * @throws KeyRefusedException if anything is under one of them, or may still come to be
   */
  public Set<String> removable() {
    return transactions.run(
        "secret.removable",
        tx -> {
          begin(tx);
          long left = SecretDao.countOthers(tx, ring.current().id());
          if (left > 0) {
            throw new KeyRefusedException(
                "%d data keys are still under other master keys. Keep those, and run rotate-keys again."
                    .formatted(left));
          }
          Set<String> others = new TreeSet<>(ring.ids());
          others.remove(ring.current().id());
          return others;
        });
  }
}
