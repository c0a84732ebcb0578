package io.cooperage.api;

import java.util.Optional;

/**
 * A machine of a pool: where to log in and the host key that it must show (OpenSSH format). Without
 * a {@code flavor} it serves claims of every flavor.
 */
public record PoolHost(
    String name,
    String datacenter,
    String address,
    int port,
    String user,
    String hostKey,
    Optional<String> flavor) {
  /** A machine for every flavor. */
  public PoolHost(
      String name, String datacenter, String address, int port, String user, String hostKey) {
    this(name, datacenter, address, port, user, hostKey, Optional.empty());
  }
}
