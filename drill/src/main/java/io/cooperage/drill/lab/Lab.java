package io.cooperage.drill.lab;

import io.cooperage.client.CooperageClient;
import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.Processes;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.LogTail;
import io.cooperage.galera.node.FailureDetector;
import io.cooperage.galera.recovery.Recovery;
import io.cooperage.galera.recovery.RecoveryProgress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A lab: three datacenters on this machine, and what can be done to them. Datacenters go by their
 * names, dc1 to dc3. Calls that change something exclude each other, also between processes.
 */
public final class Lab {

  private final LabSite site;
  private final LabParts parts;
  private final GlobalProxy global;
  private final LabProcesses processes;
  private final Cuts cuts;
  private final LabWan wan;
  private final LabFaultsLeft standing;

  private Lab(LabSite site) {
    this.site = site;
    this.parts = new LabParts(site);
    this.global = new GlobalProxy(site, Surroundings.current().door());
    this.processes = new LabProcesses(site.addresses(), parts);
    this.cuts = new Cuts(site.addresses().wan());
    this.wan = new LabWan(site);
    this.standing = new LabFaultsLeft(site.directory().faults());
  }

  /** The lab with this index of a checkout, running or not. */
  public static Lab open(Path checkout, int index) {
    LabDirectory directory = new LabDirectory(checkout, index);
    return new Lab(
        new LabSite(
            new LabAddresses(index),
            directory,
            new Secrets(directory.secrets()),
            new Programs(checkout)));
  }

  /** Starts whatever does not run, and returns when everything does its work. */
  public void up(Progress progress) {
    prepare(
        () -> {
          Leftovers leftovers = Leftovers.of(cuts, processes, standing);
          new LabStart(site, parts, global, leftovers::clear, progress).run();
          LabEnvironment.write(site, global.url());
        });
  }

  /** The distance between datacenters, where there is any: {@code 40 ms}. */
  public Optional<String> wan() {
    return wan.shown();
  }

  /** By which its programs are configured. */
  public WanPreset preset() {
    return site.preset().chosen();
  }

  /**
   * Says by which preset its programs will be configured when they start.
   *
   * @throws LabException if they run with another one
   */
  public void preset(WanPreset wanted) {
    prepare(
        () ->
            site.preset()
                .choose(
                    wanted,
                    Datacenter.all().stream()
                        .filter(node -> parts.galera().daemon(node).running())
                        .findFirst()));
  }

  /** From the next start on it has watchdogs beside its databases. */
  public void wantWatchdogs() {
    prepare(parts.watchdogs()::want);
  }

  /** Starts whatever does not run, and leaves faults as they are. */
  void raise() {
    change(() -> new LabStart(site, parts, global, told -> {}, Progress.silent()).run());
  }

  /** Ends everything; keeps the data, unless {@code purge} is set. */
  public void down(boolean purge, Progress progress) {
    Privileges.requireRoot();
    standing.endDrains(progress);
    exclusively(
        () -> {
          standing.end(progress);
          new LabStop(site, parts, global, processes, wan).run(progress);
          LabStop.removeFiles(site.directory(), purge);
        });
  }

  /** How everything is: only root sees it all. */
  public LabStatus status() {
    Privileges.requireRoot();
    return new LabInspection(site, parts, global, cuts, wan).status();
  }

  /** The faults that can be injected here. */
  public FaultSite faults() {
    return new LabFaultSite(this, site);
  }

  /** The faults that were injected and not healed, in that order. */
  public List<StandingFault> standingFaults() {
    return site.directory().faults().list();
  }

  /** SIGKILL to everything that these components run, at once. Returns how many processes. */
  public int kill(String datacenter, Set<Component> components) {
    return kill(datacenter, components, () -> {});
  }

  /**
   * The same.
   *
   * @param aimed runs when it is known what to kill, just before the first signal
   */
  public int kill(String datacenter, Set<Component> components, Runnable aimed) {
    return kill(List.of(datacenter), components, aimed);
  }

  int kill(List<String> datacenters, Set<Component> components, Runnable aimed) {
    List<Datacenter> places = datacenters.stream().map(Datacenter::named).toList();
    return changing(
        () -> {
          int killed =
              Processes.kill(
                  () ->
                      places.stream()
                          .flatMap(place -> processes.of(place, components).stream())
                          .toList(),
                  aimed);
          parts.of(components).stream()
              .flatMap(part -> places.stream().flatMap(place -> part.daemons(place).stream()))
              .forEach(Daemon::forget);
          return killed;
        });
  }

  /** SIGKILL to one server, counted from 1. */
  void killServer(String datacenter, int number) {
    Daemon server = parts.servers().daemon(Datacenter.named(datacenter), number);
    change(() -> server.process().ifPresent(process -> process.signal(Kernel.SIGKILL)));
  }

  /** Starts what does not run of these components, and waits until they do their work. */
  public StartReport start(String datacenter, Set<Component> components) {
    Datacenter place = Datacenter.named(datacenter);
    return changing(() -> new DatacenterStart(parts).run(place, components));
  }

  /** Has the databases brought back after a blackout, or a plan for it made. */
  public <T> T recovering(RecoveryProgress heard, Function<Recovery, T> action) {
    return changing(() -> action.apply(parts.galera().recovery(heard)));
  }

  /** Stops processes in their tracks: peers see silence. Returns how many. */
  public int freeze(String datacenter, Set<Component> components) {
    Datacenter place = Datacenter.named(datacenter);
    return changing(() -> Processes.freeze(() -> processes.of(place, components)));
  }

  /** Lets frozen processes go on. Returns how many. */
  public int thaw(String datacenter, Set<Component> components) {
    Datacenter place = Datacenter.named(datacenter);
    return changing(() -> Processes.thaw(() -> processes.of(place, components)));
  }

  /** Cuts a datacenter off from all others; clients outside still reach it. */
  public void partition(String datacenter) {
    Datacenter place = Datacenter.named(datacenter);
    change(() -> place.others().forEach(other -> cut(place, other)));
  }

  /** Cuts the link between two datacenters; both still see the third. */
  public void partition(String datacenter, String other) {
    Datacenter one = Datacenter.named(datacenter);
    Datacenter another = Datacenter.named(other);
    change(() -> cut(one, another));
  }

  /** Joins a datacenter to all others again. */
  public void heal(String datacenter) {
    String subnet = site.addresses().subnet(Datacenter.named(datacenter));
    keepCuts(cut -> !cut.from().equals(subnet) && !cut.to().equals(subnet));
  }

  /** Joins everything again, and heals every fault that stands. */
  public void healAll() {
    standingFaults().forEach(StandingFault::heal);
    keepCuts(cut -> false);
  }

  /**
   * Heals a fault.
   *
   * @throws IllegalArgumentException if none with this number stands
   */
  public void healFault(int number) {
    requireStanding();
    site.directory()
        .faults()
        .find(number)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No fault %d stands; `bin/cooperage lab faults` lists those that do."
                        .formatted(number)))
        .heal();
  }

  /** Puts the same distance between any two datacenters; zero takes it away. */
  public void wan(Duration rtt) {
    change(() -> wan.distance(rtt));
  }

  /** Hands a datacenter's jobs over and takes it out of the load balancers. */
  public void drain(String datacenter) {
    Datacenter place = Datacenter.named(datacenter);
    change(() -> client().datacenters().drain(place.name()));
  }

  /** Puts a drained datacenter back to work. */
  public void undrain(String datacenter) {
    Datacenter place = Datacenter.named(datacenter);
    change(() -> client().datacenters().undrain(place.name()));
  }

  /** Watches, from now on, how a datacenter comes back; what is returned waits for it. */
  public Supplier<StartReport> returning(String datacenter) {
    return new Homecoming(parts, Datacenter.named(datacenter));
  }

  /** The group of its database nodes. */
  public Topology topology() {
    FailureDetector detector = site.preset().chosen().detector();
    return new Topology(
        Set.copyOf(datacenters()),
        detector.suspect(),
        detector.install(),
        detector.check(),
        parts.watchdogs().fencedWithin());
  }

  /** The global load balancer. */
  public URI url() {
    return URI.create(global.url());
  }

  /** The door of one datacenter, reached past the global load balancer. */
  public URI url(String datacenter) {
    return LabEnvironment.url(site.addresses(), Datacenter.named(datacenter));
  }

  /** The administrator's token. */
  public String token() {
    return site.secrets()
        .find(Secrets.Word.ADMIN_TOKEN)
        .orElseThrow(() -> new LabException("The lab has no admin token yet.", "make up"));
  }

  /** The names of the datacenters. */
  public List<String> datacenters() {
    return Datacenter.all().stream().map(Datacenter::name).toList();
  }

  /**
   * The database node of a datacenter, for measurements: a schema of its own, not the product's.
   */
  public BenchDatabase benchDatabase(String datacenter) {
    return new BenchDatabase(
        "jdbc:mariadb://%s:%d/bench"
            .formatted(
                site.addresses().address(Datacenter.named(datacenter)), LabAddresses.DATABASE_PORT),
        DatabaseUsers.BENCH,
        site.secrets().password(Secrets.Word.DATABASE_BENCH));
  }

  /**
   * The product's own schema at the database node of a datacenter, as its servers see it, for
   * measurements that read.
   */
  public BenchDatabase productDatabase(String datacenter) {
    return new BenchDatabase(
        "jdbc:mariadb://%s:%d/%s"
            .formatted(
                site.addresses().address(Datacenter.named(datacenter)),
                LabAddresses.DATABASE_PORT,
                DatabaseUsers.SCHEMA),
        DatabaseUsers.APPLICATION,
        site.secrets().password(Secrets.Word.DATABASE_APPLICATION));
  }

  /** What the database node of a datacenter logs: first all that there is, then what comes. */
  public Supplier<String> databaseLog(String datacenter) {
    return new LogTail(parts.galera().daemon(Datacenter.named(datacenter)).logFile());
  }

  /** Which lab of this machine it is. */
  public int index() {
    return site.addresses().index();
  }

  /** Whether its network is there, whatever runs in it. */
  public boolean stands() {
    return site.network().stands();
  }

  /** The port of the global load balancer on 127.0.0.1. */
  public int port() {
    return site.addresses().globalPort();
  }

  /** Where the lab keeps its files. */
  public Path directory() {
    return site.directory().root();
  }

  private CooperageClient client() {
    return new CooperageClient(url(), token());
  }

  private void cut(Datacenter one, Datacenter other) {
    Set<Cuts.Direction> all = new HashSet<>(cuts.current());
    String first = site.addresses().subnet(one);
    String second = site.addresses().subnet(other);
    all.add(new Cuts.Direction(first, second));
    all.add(new Cuts.Direction(second, first));
    cuts.set(all);
  }

  private void keepCuts(Predicate<Cuts.Direction> keep) {
    change(() -> cuts.set(cuts.current().stream().filter(keep).toList()));
  }

  /** As {@link #change}, of a lab that need not stand yet. */
  private void prepare(Runnable change) {
    Privileges.requireRoot();
    exclusively(change);
  }

  private void change(Runnable change) {
    requireStanding();
    exclusively(change);
  }

  <T> T changing(Supplier<T> change) {
    AtomicReference<T> result = new AtomicReference<>();
    change(() -> result.set(change.get()));
    return result.get();
  }

  private void exclusively(Runnable change) {
    LabLock lock = LabLock.take(site.directory());
    try {
      change.run();
    } finally {
      lock.close();
    }
  }

  private void requireStanding() {
    Privileges.requireRoot();
    if (!site.network().stands()) {
      throw new LabException(
          "Lab %d does not stand.".formatted(site.addresses().index()), "make up");
    }
  }
}
