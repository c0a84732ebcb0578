package io.cooperage.drill.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Logins to several hosts at once, for one undertaking; those that failed say why. */
final class Connections implements AutoCloseable {

  private final Map<SiteHost, HostConnection> open;
  private final List<HostException> failures;

  private Connections(Map<SiteHost, HostConnection> open, List<HostException> failures) {
    this.open = open;
    this.failures = failures;
  }

  static Connections open(SshClients clients, Collection<SiteHost> hosts) {
    EachHost.Results<SiteHost, HostConnection> results = EachHost.apply(hosts, clients::connect);
    return new Connections(results.values(), results.failures());
  }

  /** Hosts that cannot be logged in to. */
  List<HostException> failures() {
    return failures;
  }

  /**
   * Does it on all of these hosts at once.
   *
   * @throws HostException if one cannot be reached, or it fails on one
   */
  <V> Map<SiteHost, V> on(Collection<SiteHost> hosts, Function<HostConnection, V> action) {
    return EachHost.apply(hosts, host -> action.apply(get(host))).all();
  }

  /** Does it on every host that is reached, and keeps what went wrong on others. */
  <V> EachHost.Results<SiteHost, V> onEach(Function<HostConnection, V> action) {
    EachHost.Results<SiteHost, V> results =
        EachHost.apply(open.keySet(), host -> action.apply(get(host)));
    List<HostException> all = new ArrayList<>(failures);
    all.addAll(results.failures());
    return new EachHost.Results<>(new LinkedHashMap<>(results.values()), all);
  }

  private HostConnection get(SiteHost host) {
    HostConnection connection = open.get(host);
    if (connection == null) {
      throw new HostException(
          failures.stream()
              .map(HostException::getMessage)
              .filter(message -> message.contains(host.login().toString()))
              .findFirst()
              .orElse("%s is not reached".formatted(host)));
    }
    return connection;
  }

  @Override
  public void close() {
    open.values().forEach(HostConnection::close);
  }
}
