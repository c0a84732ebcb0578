package io.cooperage.drill.lab;

import io.cooperage.drill.host.Poll;
import io.cooperage.galera.recovery.Recovery;
import io.cooperage.galera.recovery.RecoveryOverrides;
import io.cooperage.galera.recovery.RecoveryProgress;
import io.cooperage.galera.recovery.RecoveryReport;
import io.cooperage.galera.recovery.RecoveryText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the Galera nodes together into one Primary component, whatever state they are found in.
 * Which node begins it, if any must, is for the {@link Recovery} to decide.
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
    if (running.isEmpty() && all.stream().noneMatch(nodes::initialised)) {
      makeDatabase(all.get(0));
    } else {
      Poll.until(REFORM, () -> anySynced(running) || running.stream().allMatch(nodes::apart));
    }
    if (!anySynced(all) || nodes.recovery(RecoveryProgress.silent()).unfinished()) {
      found(all);
    }
    // A start that was broken off may have left a database without users, and without theirs no
    // node can give its data to another.
    makeUsers();
    Parallel.each(all, nodes::start);
    Parallel.each(all, nodes::awaitReady);
  }

  private boolean anySynced(List<Datacenter> some) {
    return some.stream().anyMatch(nodes::synced);
  }

  /** In the lab it is known which nodes were never members, and that none serves elsewhere. */
  private void found(List<Datacenter> all) {
    Set<String> never =
        all.stream()
            .filter(node -> !nodes.initialised(node))
            .map(Datacenter::name)
            .collect(Collectors.toSet());
    Set<String> each = all.stream().map(Datacenter::name).collect(Collectors.toSet());
    RecoveryReport report =
        nodes.recovery(new Details(progress)).found(new RecoveryOverrides(never, each));
    if (!report.well()) {
      throw new LabException(
          "The Galera nodes do not come together.\n" + RecoveryText.of(report),
          "see bin/cooperage galera recover; `make down PURGE=1` begins with empty data");
    }
  }

  /**
   * Makes a database with its users on one node, stops it in order, and gives a copy to the others:
   * all stand at the same point of one history then, so none needs a state transfer to join. (The
   * script that does those waits ten seconds for each.)
   */
  private void makeDatabase(Datacenter first) {
    progress.detail("making an empty database");
    nodes.install(first);
    nodes.begin(first);
    nodes.awaitReady(first);
    makeUsers();
    nodes.stop(first);
    first.others().forEach(other -> nodes.cloneInto(first, other));
    nodes.begin(first);
    nodes.awaitReady(first);
  }

  /** Makes schema and users, as far as they lack. */
  private void makeUsers() {
    Optional<Datacenter> synced = Datacenter.all().stream().filter(nodes::synced).findFirst();
    synced.ifPresent(node -> nodes.query(node, DatabaseUsers.statements(nodes.site())));
  }

  /** What a recovery tells, as details of the lab's step. */
  private record Details(Progress progress) implements RecoveryProgress {

    @Override
    public void begin(String what, Duration bound) {
      progress.detail(what);
    }

    @Override
    public void detail(String text) {
      progress.detail(text);
    }

    @Override
    public void end(String outcome) {
      progress.detail("  " + outcome);
    }
  }
}
