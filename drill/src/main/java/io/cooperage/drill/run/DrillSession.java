package io.cooperage.drill.run;

import io.cooperage.client.ApiException;
import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.LoadShape;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Execution;
import io.cooperage.drill.history.FinalView;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.Promise;
import io.cooperage.drill.history.ViewChange;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.load.LoadGenerator;
import io.cooperage.drill.load.LoadOptions;
import io.cooperage.drill.load.Mix;
import io.cooperage.drill.load.Population;
import io.cooperage.drill.report.Campaign;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.report.ReportDirectory;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of a drill: its clock, ledger, load and eyes. Closing it ends the load. Used by one
 * thread.
 */
final class DrillSession implements AutoCloseable {

  /** Clients of the global load balancer. */
  static final String GLOBAL = "global";

  private static final Duration SETTLE = Duration.ofSeconds(8);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(180);

  /** Faster than the lab answers creates, so that they are under way when the fault comes. */
  private static final Duration VOLLEY = Duration.ofMillis(150);

  private static final double PROBES_PER_SECOND = 5;
  private static final long PROBES = 1_000_000;

  private final DrillPlan plan;
  private final DrillSite site;
  private final long seed;
  private final PrintStream out;
  private final DrillClock clock = new DrillClock();
  private final String prefix;
  private final ReportDirectory directory;
  private final Ledger ledger;
  private final LoadGenerator load;
  private final GroupWatch group;
  private final AtomicLong firstProbe = new AtomicLong(PROBES);
  private final List<Figure> broken = new ArrayList<>();
  private long loadBegan;
  private long loadEnded;

  DrillSession(DrillPlan plan, DrillSite site, long seed, PrintStream out) {
    this.plan = plan;
    this.site = site;
    this.seed = seed;
    this.out = out;
    this.prefix = "drill-" + Long.toString(clock.origin().toEpochMilli(), 36);
    this.directory =
        ReportDirectory.create(site.drills(), clock.origin(), plan.definition().drill());
    this.ledger = new Ledger(directory.ledger());
    this.load =
        new LoadGenerator(
            new LoadOptions(
                prefix,
                DrillCatalog.SMALL,
                plan.definition().load().rate(),
                mix(plan.definition().load()),
                seed,
                SETTLE,
                true,
                1),
            populations(),
            site.token(),
            clock,
            ledger);
    this.group = GroupWatch.begin(site, clock);
  }

  private static Mix mix(LoadShape load) {
    return new Mix(load.creates(), load.deletes(), load.gets());
  }

  /** Clients of the survivors use their own doors; all others the global load balancer. */
  private List<Population> populations() {
    return Stream.concat(
            Stream.of(new Population(GLOBAL, site.global())),
            survivors().stream().map(this::direct))
        .toList();
  }

  /** The datacenters that no fault takes. */
  List<String> survivors() {
    return site.datacenters().stream().filter(name -> !plan.victims().contains(name)).toList();
  }

  /** The clients of the volley crowd, so their latencies are kept apart from those of the load. */
  private Population volleyAtGlobal() {
    return new Population("global-volley", site.global());
  }

  /** They lose their own door, and repeat through the global load balancer. */
  private Population volleyAt(String victim) {
    return new Population(victim + "-volley", site.door(victim), site.global());
  }

  Population direct(String datacenter) {
    return new Population(datacenter, site.door(datacenter));
  }

  /** Clients that only create, never repeat, and insist on a door: to see what it answers. */
  LoadGenerator probes(Collection<String> datacenters) {
    return new LoadGenerator(
        new LoadOptions(
            prefix + "-probe",
            DrillCatalog.SMALL,
            PROBES_PER_SECOND * datacenters.size(),
            new Mix(100, 0, 0),
            seed,
            SETTLE,
            false,
            firstProbe.getAndAdd(PROBES)),
        datacenters.stream().map(this::direct).toList(),
        site.token(),
        clock,
        ledger);
  }

  /**
   * All that is known now.
   *
   * @param deaths datacenter to when its processes were killed
   */
  Evidence evidence(Map<String, List<Instant>> deaths) {
    return new Evidence(history(), views(), executions(), deaths, promise());
  }

  /** To all but those who insist on the door of a datacenter that is broken. */
  private Promise promise() {
    if (plan.definition().blackout()) {
      return new Promise(Set.of(), Set.of());
    }
    Set<String> served =
        Stream.concat(populations().stream(), Stream.of(volleyAtGlobal()))
            .map(Population::name)
            .collect(Collectors.toSet());
    return new Promise(
        served,
        plan.victims().stream().map(victim -> volleyAt(victim).name()).collect(Collectors.toSet()));
  }

  DrillReport.Origin origin(String command) {
    DrillDefinition definition = plan.definition();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("datacenter", String.join(", ", plan.victims()));
    options.put("lead-in", definition.leadIn().toSeconds() + " s");
    for (Step step : definition.timeline()) {
      options.put(
          "at " + step.at().toSeconds() + " s, for " + step.lasting().toSeconds() + " s",
          step.fault().what());
    }
    options.put("lead-out", definition.leadOut().toSeconds() + " s");
    options.putAll(new TreeMap<>(site.conditions()));
    options.put("load", definition.load().toString());
    options.put(Campaign.SEED, Long.toString(seed));
    return new DrillReport.Origin(definition.drill(), command, clock.origin(), options);
  }

  DrillClock clock() {
    return clock;
  }

  /** Writes the report, beside the ledger, and says where. */
  void write(DrillReport report) {
    out.printf("%nReport: %s%n", directory.write(report, history()));
  }

  LoadGenerator load() {
    return load;
  }

  String prefix() {
    return prefix;
  }

  /** When the load began and ended. */
  long loadBegan() {
    return loadBegan;
  }

  long loadEnded() {
    return loadEnded;
  }

  void installCatalog() {
    DrillCatalog.install(client(site.global()));
  }

  void startLoad() {
    load.start();
    beginWindow();
  }

  /** From here on the clients are being watched. */
  void beginWindow() {
    loadBegan = mark("load begins");
  }

  /** Clusters in every datacenter whose jobs are under way when the fault comes. */
  List<String> startLongClusters() {
    List<CompletableFuture<Optional<String>>> made = new ArrayList<>();
    for (String datacenter : site.datacenters()) {
      for (int i = 1; i <= plan.definition().load().longJobs(); i++) {
        String name = prefix + "-long-" + datacenter + "-" + i;
        made.add(load.create(direct(datacenter), name, DrillCatalog.LONG, 2));
      }
    }
    return made.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /**
   * Sends creates, by turns through the global load balancer and to those that are broken.
   *
   * @return done when half of them have been sent
   */
  CompletableFuture<Void> volley(Collection<String> victims) {
    List<Population> clients = new ArrayList<>(List.of(volleyAtGlobal()));
    victims.forEach(victim -> clients.add(volleyAt(victim)));
    return load.volley(clients, plan.definition().load().volley(), VOLLEY);
  }

  /** Ends the load and waits for the last answers. */
  void stopLoad() throws InterruptedException {
    load.stop();
    loadEnded = mark("load ends");
    if (!load.awaitEnd(Duration.ofSeconds(45))) {
      mark("operations without an end");
    }
  }

  /** Notes, and says, that something happened now. */
  long mark(String what) {
    long now = clock.now();
    ledger.record(new Marked(now, what));
    out.printf("%7.2f s  %s%n", now / 1e6, what);
    out.flush();
    return now;
  }

  /** Lets time go by. */
  void pass(Duration duration) throws InterruptedException {
    passUntil(clock.now() + duration.toNanos() / 1_000, () -> false);
  }

  /**
   * Lets time go by until a moment of the drill's clock.
   *
   * @param untilEarly ends it before
   */
  void passUntil(long end, BooleanSupplier untilEarly) throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(0, end - clock.now()) * 1_000);
    Poll.until(left.plusSeconds(1), () -> clock.now() >= end || untilEarly.getAsBoolean());
    if (Thread.interrupted()) {
      throw new InterruptedException("The drill was interrupted");
    }
  }

  /** Waits until no cluster of the drill is pending. */
  void awaitSettled() {
    Observer observer = observer(survivor());
    Poll.until(SETTLED_WITHIN, () -> settled(observer));
    ask("whether work has settled can be seen", () -> observer.pending().size())
        .ifPresent(
            pending ->
                mark(
                    pending == 0
                        ? "everything has settled"
                        : pending + " clusters are still pending"));
  }

  private static boolean settled(Observer observer) {
    try {
      return observer.pending().isEmpty();
    } catch (ApiException | UnreachableException e) {
      return false;
    }
  }

  /** What every datacenter shows now; one that cannot be asked breaks a guarantee. */
  private List<FinalView> views() {
    return site.datacenters().stream()
        .flatMap(name -> ask(name + " shows what there is", () -> observer(name).view()).stream())
        .toList();
  }

  /**
   * An answer without which the drill can still be judged, and is judged badly.
   *
   * @param guarantee that is broken if {@code question} fails
   */
  <T> Optional<T> ask(String guarantee, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      mark("not so: " + guarantee + ": " + why);
      broken.add(
          Figure.guarantee(guarantee, "no: " + why.lines().findFirst().orElse(""), "yes", false));
      return Optional.empty();
    }
  }

  /** The guarantees that broke beside those that every report judges. */
  List<Figure> broken() {
    return List.copyOf(broken);
  }

  /** What a datacenter that will be broken has now. */
  TakeoverWatch watch(String victim) {
    return TakeoverWatch.before(observer(survivor()), victim, clock);
  }

  /** One through which all can be seen. */
  private String survivor() {
    return survivors().stream().findFirst().orElse(site.datacenters().get(0));
  }

  Observer observer(String datacenter) {
    return new Observer(datacenter, client(site.door(datacenter)), prefix);
  }

  CooperageClient client(URI door) {
    return new CooperageClient(
        ClientConfig.of(door, site.token()).withDeadline(Duration.ofSeconds(60)));
  }

  /** The view changes of the databases since the load began in which somebody was missed. */
  List<ViewChange> viewsLost() {
    return ask("the views of the databases are known", group::losses).orElse(List.of()).stream()
        .filter(change -> change.at() >= loadBegan)
        .toList();
  }

  /** What the workers ran since the drill began. */
  List<Execution> executions() {
    return site.executions().stream().filter(one -> one.started().isAfter(clock.origin())).toList();
  }

  History history() {
    return ledger.history();
  }

  @Override
  public void close() {
    group.close();
    load.close();
    ledger.close();
  }
}
