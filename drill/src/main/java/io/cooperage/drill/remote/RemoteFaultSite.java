package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The faults of real hosts, by the names that they have everywhere. What stands is known from the
 * hosts alone, each of which heals its part by a timer of its own. Thread-safe.
 */
public final class RemoteFaultSite implements FaultSite, AutoCloseable {

  private static final Duration LONGEST = Duration.ofHours(24);

  private final Site site;
  private final HostPlans plans;
  private final SshClients clients = new SshClients();

  /** The hosts of a site; nothing is connected to before it is needed. */
  public RemoteFaultSite(Site site) {
    this.site = site;
    this.plans = new HostPlans(site);
  }

  /**
   * {@inheritDoc} That is, those that every host can do.
   *
   * @throws HostException if a host is not reached
   */
  @Override
  public Set<FaultKind> kinds() {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    kinds.removeAll(impossible().keySet());
    return kinds;
  }

  /** Why the others cannot be done. */
  public Map<FaultKind, String> impossible() {
    Map<FaultKind, String> reasons = new EnumMap<>(FaultKind.class);
    try (Connections hosts = Connections.open(clients, site.hosts())) {
      hosts
          .on(site.hosts(), host -> HostAbilities.ask(host, site))
          .forEach(
              (host, abilities) -> {
                for (FaultKind kind : FaultKind.values()) {
                  abilities
                      .lack(kind)
                      .ifPresent(why -> reasons.putIfAbsent(kind, host + ": " + why));
                }
              });
    }
    for (FaultKind kind : FaultKind.values()) {
      plans.impossible(kind).ifPresent(why -> reasons.put(kind, why));
    }
    return reasons;
  }

  /** Logs in to every host and asks what it cannot do. */
  public List<HostReport> check() {
    EachHost.Results<SiteHost, HostReport> results = EachHost.apply(site.hosts(), this::report);
    return List.copyOf(results.all().values());
  }

  private HostReport report(SiteHost host) {
    try (HostConnection connection = clients.connect(host)) {
      HostAbilities abilities = HostAbilities.ask(connection, site);
      return new HostReport(
          host.name(), host.login().toString(), abilities.anything(), abilities.describe());
    } catch (HostException e) {
      return new HostReport(host.name(), host.login().toString(), false, List.of(e.getMessage()));
    }
  }

  @Override
  public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
    require(spec, deadMan);
    Map<SiteHost, HostFault> plan = plans.plan(spec);
    try (Connections hosts = Connections.open(clients, site.hosts())) {
      // A host that this does not concern need not be reached.
      List<SiteFault> standing = StandingOnHosts.of(hosts.onEach(this::list).values());
      requireFree(spec, standing);
      hosts.on(plan.keySet(), host -> requireAble(host, spec));
      int number = free(standing);
      arm(hosts, number, spec, deadMan, plan);
      Injection injection = new RemoteInjection(this, number, spec.what(), plan.keySet());
      try {
        hosts.on(plan.keySet(), host -> host.run(step(number, plan.get(host.host()).prepare())));
        aimed.run();
        hosts.on(plan.keySet(), host -> host.run(step(number, plan.get(host.host()).inject())));
        return injection;
      } catch (RuntimeException e) {
        healAfter(e, injection);
        throw e;
      }
    }
  }

  private void require(FaultSpec spec, Duration deadMan) {
    plans
        .impossible(spec.kind())
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(HostPlans.refusal(spec.kind(), why));
            });
    if (deadMan.isNegative() || deadMan.isZero() || deadMan.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The dead man of %s is set to %s; give more than 0 and up to 24 h."
              .formatted(spec.kind().wireName(), deadMan));
    }
  }

  private static void requireFree(FaultSpec spec, List<SiteFault> standing) {
    standing.stream()
        .filter(fault -> spec.clashesWith(fault.what()))
        .findFirst()
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "%s stands already, as fault %d; heal it first: bin/cooperage site heal %2$d"
                      .formatted(other.what(), other.number()));
            });
  }

  private boolean requireAble(HostConnection host, FaultSpec spec) {
    HostAbilities.ask(host, site)
        .lack(spec)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  HostPlans.refusal(spec.kind(), host.host() + ": " + why));
            });
    return true;
  }

  private static int free(List<SiteFault> standing) {
    Set<Integer> taken = standing.stream().map(SiteFault::number).collect(Collectors.toSet());
    return IntStream.iterate(1, number -> number + 1)
        .filter(number -> !taken.contains(number))
        .findFirst()
        .orElseThrow();
  }

  /** All hosts, or none: what one of them refuses is not begun on the others. */
  private static void arm(
      Connections hosts,
      int number,
      FaultSpec spec,
      Duration deadMan,
      Map<SiteHost, HostFault> plan) {
    List<SiteHost> armed = Collections.synchronizedList(new ArrayList<>());
    try {
      hosts.on(
          plan.keySet(),
          host -> {
            arm(host, number, spec, deadMan, plan.get(host.host()));
            return armed.add(host.host());
          });
    } catch (RuntimeException e) {
      disarmAfter(e, hosts, List.copyOf(armed), number);
      throw e;
    }
  }

  private static void disarmAfter(
      RuntimeException failure, Connections hosts, List<SiteHost> armed, int number) {
    try {
      hosts.on(armed, host -> host.run(HostScripts.disarm(number)));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static void arm(
      HostConnection host, int number, FaultSpec spec, Duration deadMan, HostFault fault) {
    HostConnection.Outcome outcome = host.attempt(HostScripts.arm(number, spec, deadMan, fault));
    switch (outcome.exitCode()) {
      case 0 -> {}
      case HostScripts.REFUSED ->
          throw new IllegalArgumentException(
              HostPlans.refusal(spec.kind(), host.host() + ": " + outcome.output().strip()));
      case HostScripts.TAKEN ->
          throw new HostException(
              "%s has a fault %d since a moment ago: somebody else injects, too. Try again."
                  .formatted(host.host(), number));
      default ->
          throw new HostException(
              "%s: %s".formatted(host.host(), (outcome.errors() + outcome.output()).strip()));
    }
  }

  private static String step(int number, List<String> commands) {
    return HostScripts.run(number, commands);
  }

  private static void healAfter(RuntimeException failure, Injection injection) {
    try {
      injection.heal();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** What stands, and why some hosts could not be asked. */
  public record Standing(List<SiteFault> faults, List<String> unreached) {
    public Standing {
      faults = List.copyOf(faults);
      unreached = List.copyOf(unreached);
    }
  }

  /** The faults that stand, as the hosts tell. */
  public Standing standing() {
    try (Connections hosts = Connections.open(clients, site.hosts())) {
      EachHost.Results<SiteHost, String> listings = hosts.onEach(this::list);
      return new Standing(
          StandingOnHosts.of(listings.values()),
          listings.failures().stream().map(HostException::getMessage).toList());
    }
  }

  private String list(HostConnection host) {
    return host.run(HostScripts.list());
  }

  /**
   * Heals the fault with this number on all hosts that have it.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void heal(int number) {
    Set<String> names =
        standing().faults().stream()
            .filter(fault -> fault.number() == number)
            .flatMap(fault -> fault.hosts().stream())
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "No fault %d stands; `bin/cooperage site faults` lists those that do.".formatted(number));
    }
    heal(number, site.hosts().stream().filter(host -> names.contains(host.name())).toList());
  }

  void heal(int number, Collection<SiteHost> places) {
    try (Connections hosts = Connections.open(clients, places)) {
      EachHost.Results<SiteHost, Boolean> results =
          hosts.onEach(host -> StandingOnHosts.heal(host, number));
      results.all();
    }
  }

  boolean stands(int number, String what, Collection<SiteHost> places) {
    try (Connections hosts = Connections.open(clients, places)) {
      return StandingOnHosts.of(hosts.on(places, this::list)).stream()
          .anyMatch(fault -> fault.number() == number && fault.what().equals(what));
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
