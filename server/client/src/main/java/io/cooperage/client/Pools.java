package io.cooperage.client;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import java.util.Optional;

/** Pools of machines that were there before us. */
public final class Pools {
  private static final String POOLS = "pools";
  private static final String HOSTS = "hosts";
  private final Transport transport;

  Pools(Transport transport) {
    this.transport = transport;
  }

  public Page<PoolHostView> hosts(String pool, int limit, Optional<String> after) {
    return transport.page(Call.get(POOLS, pool, HOSTS), limit, after, PoolHostView.class);
  }

  public PoolHostView put(String pool, PoolHost host) {
    return transport.ask(Call.put(POOLS, pool, HOSTS, host.name()).json(host), PoolHostView.class);
  }

  public void remove(String pool, String host) {
    transport.tell(Call.delete(POOLS, pool, HOSTS, host));
  }

  /** Removes a host even while a cluster has it: it is gone for ever. */
  public void removeForcibly(String pool, String host) {
    transport.tell(Call.delete(POOLS, pool, HOSTS, host).query("force", true));
  }

  /** The same tag always gets the same host. */
  public PoolHostView claim(String pool, PoolClaim claim) {
    return transport.ask(Call.fenced("POST", POOLS, pool, "claim").json(claim), PoolHostView.class);
  }

  public void release(String pool, PoolClaim claim) {
    transport.tell(Call.fenced("POST", POOLS, pool, "release").json(claim));
  }

  /** The host that {@code tag} holds. */
  public Optional<PoolHostView> find(String pool, String tag) {
    try {
      return Optional.of(
          transport.ask(Call.get(POOLS, pool, "find").query("tag", tag), PoolHostView.class));
    } catch (ApiException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
