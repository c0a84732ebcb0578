package io.cooperage.server.secret;

import io.cooperage.galera.tx.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;

/**
 * Lets a server take part only if whatever any server seals, it can open, and the other way round.
 */
final class KeyCheck {
  private final Transactions transactions;
  private final KeyRing ring;
  private final String server;

  /**
   * @param server {@code datacenter/name}
   */
  KeyCheck(Transactions transactions, KeyRing ring, String server) {
    this.transactions = transactions;
    this.ring = ring;
    this.server = server;
  }

  /**
   * @throws KeyRefusedException with what to do about it
   */
  void verify() {
    transactions.run(
        "secret.verify",
        tx -> {
          verify(tx);
          return true;
        });
  }

  private void verify(Handle tx) {
    List<MasterDao.Known> known = MasterDao.list(tx);
    for (MasterKey key : ring.all()) {
      Optional<MasterDao.Known> same = MasterDao.find(known, key.id());
      if (same.isEmpty() && MasterDao.insert(tx, key)) {
        continue;
      }
      byte[] sealed =
          same.map(MasterDao.Known::sealed).orElseGet(() -> MasterDao.lockSealed(tx, key.id()));
      if (!key.made(sealed)) {
        throw new KeyRefusedException(
            "secrets.keys: %s is not the key that the other servers have under this name. Give it the same content everywhere."
                .formatted(key.id()));
      }
    }
    mustHaveAll(tx, known);
    if (!MasterDao.start(tx, ring.current().id())) {
      throw new KeyRefusedException(
          "secrets.current is %s, which rotate-keys has retired. Make the key current that the other servers have; a retired key does not come back."
              .formatted(ring.current().id()));
    }
    othersMustHaveCurrent(tx);
    List<String> ids =
        StreamSupport.stream(ring.all().spliterator(), false).map(MasterKey::id).toList();
    MasterDao.hold(tx, new MasterDao.Holder(server, ring.current().id(), ids));
  }

  private void mustHaveAll(Handle tx, List<MasterDao.Known> known) {
    for (String master : SecretDao.mastersInUse(tx)) {
      if (!ring.ids().contains(master)) {
        throw new KeyRefusedException(
            "Secrets in the database are under master key %s, but secrets.keys has %s. Add that key."
                .formatted(master, ring.ids()));
      }
    }
    for (MasterDao.Known key : known) {
      if (key.current() && !ring.ids().contains(key.id())) {
        throw new KeyRefusedException(
            "Servers seal secrets under master key %s, but secrets.keys has %s. Add that key."
                .formatted(key.id(), ring.ids()));
      }
    }
  }

  private void othersMustHaveCurrent(Handle tx) {
    for (MasterDao.Holder holder : MasterDao.listHolders(tx)) {
      if (!holder.server().equals(server) && !holder.known().contains(ring.current().id())) {
        throw new KeyRefusedException(
            "secrets.current is %s, but server %s has only %s. Add the key to secrets.keys of every server before it becomes the current one of any."
                .formatted(ring.current().id(), holder.server(), holder.known()));
      }
    }
  }
}
