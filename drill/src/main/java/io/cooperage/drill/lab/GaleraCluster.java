package io.cooperage.drill.lab;

import io.cooperage.drill.host.Poll;
import io.cooperage.galera.recovery.GaleraPosition;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the Galera nodes together into one Primary component, whatever state they are found in.
 * Exactly one node ever begins a cluster, and only one whose data goes furthest.
 */
final class GaleraCluster {

  private static final Duration REFORM = Duration.ofSeconds(15);

  private final GaleraNodes nodes;
  private final Progress progress;

  GaleraCluster(GaleraNodes nodes, Progress progress) {
    this.nodes = nodes;
    this.progress = progress;
  }

  /** Starts every node that does not run, and waits until all are synced. */
  void start() {
    List<Datacenter> all = Datacenter.all();
    List<Datacenter> running = all.stream().filter(node -> nodes.daemon(node).running()).toList();
    if (running.isEmpty()) {
      begin(all);
    } else {
      Poll.until(REFORM, () -> anySynced(running) || running.stream().allMatch(nodes::apart));
    }
    // A start that was broken off may have left a database without users, and without theirs no
    // node can give its data to another.
    boolean usersThere = makeUsers();
    Parallel.each(all, nodes::start);
    if (!usersThere && !Poll.until(REFORM, () -> anySynced(all))) {
      reform();
    }
    Parallel.each(all, nodes::awaitReady);
    if (!usersThere) {
      makeUsers();
    }
  }

  private boolean anySynced(List<Datacenter> some) {
    return some.stream().anyMatch(nodes::synced);
  }

  private void begin(List<Datacenter> all) {
    if (all.stream().noneMatch(nodes::initialised)) {
      makeDatabase(all.get(0));
    }
    Datacenter first = mostAdvanced();
    progress.detail("%s begins the cluster".formatted(first));
    nodes.bootstrap(first);
    nodes.awaitReady(first);
  }

  /**
   * Makes a database with its users on one node, stops it in order, and gives a copy to the others:
   * all stand at the same point of one history then, so none needs a state transfer to join. (The
   * script that does those waits ten seconds for each.)
   */
  private void makeDatabase(Datacenter first) {
    progress.detail("making an empty database");
    nodes.install(first);
    nodes.bootstrap(first);
    nodes.awaitReady(first);
    makeUsers();
    nodes.stop(first);
    first.others().forEach(other -> nodes.cloneInto(first, other));
  }

  /** Makes schema and users, as far as they lack; returns whether a synced node was there to. */
  private boolean makeUsers() {
    Optional<Datacenter> synced = Datacenter.all().stream().filter(nodes::synced).findFirst();
    synced.ifPresent(node -> nodes.query(node, DatabaseUsers.statements(nodes.site())));
    return synced.isPresent();
  }

  private Datacenter mostAdvanced() {
    Map<Datacenter, Optional<GaleraPosition>> members = new HashMap<>();
    Datacenter.all().stream()
        .filter(nodes::initialised)
        .forEach(member -> members.put(member, nodes.position(member)));
    return FurthestNode.of(members);
  }

  /** All nodes run and none is Primary: the one that has committed most begins a component. */
  private void reform() {
    Datacenter furthest =
        Datacenter.all().stream()
            .filter(node -> !nodes.status(node).isEmpty())
            .max(Comparator.comparingLong(this::lastCommitted))
            .orElseThrow(
                () ->
                    new LabException(
                        "No Galera node answers.", "`make down && make up` starts them afresh"));
    long answering =
        Datacenter.all().stream().filter(node -> !nodes.status(node).isEmpty()).count();
    if (answering < Datacenter.COUNT) {
      return;
    }
    progress.detail(
        "no Primary component; %s, which committed most, forms one".formatted(furthest));
    nodes.query(furthest, "SET GLOBAL wsrep_provider_options='pc.bootstrap=YES'");
  }

  private long lastCommitted(Datacenter datacenter) {
    return Long.parseLong(nodes.status(datacenter).getOrDefault("wsrep_last_committed", "-1"));
  }
}
