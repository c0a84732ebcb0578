package io.cooperage.server.secret;

import io.cooperage.galera.tx.Transactions;

/** Builds this room. */
public final class SecretRoom {
  private final Secrets secrets;
  private final KeyCheck check;

  /**
   * @param server {@code datacenter/name}
   */
  public SecretRoom(KeyRing ring, Transactions transactions, String server) {
    this.secrets = new Secrets(ring);
    this.check = new KeyCheck(transactions, ring, server);
  }

  public Secrets secrets() {
    return secrets;
  }

  /**
   * @throws KeyRefusedException if this server's keys forbid it to take part
   */
  public void verify() {
    check.verify();
  }
}
