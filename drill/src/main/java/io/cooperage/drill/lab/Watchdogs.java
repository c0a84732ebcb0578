package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Times;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import io.cooperage.galera.watchdog.StateFile;
import io.cooperage.galera.watchdog.StateFile.Entry;
import io.cooperage.galera.watchdog.StateFile.State;
import io.cooperage.galera.watchdog.WatchdogLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The watchdog beside the Galera node of each datacenter, in a lab that was told to have them: here
 * all nodes share one disk and two processors, so that a pause of the machine looks like a disk of
 * each that hangs.
 */
final class Watchdogs implements Part {

  private static final String MAIN = "io.cooperage.cli.Cooperage";
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration NEVER = Duration.ofDays(1);

  private final LabSite site;

  Watchdogs(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.WATCHDOG;
  }

  private Daemon daemon(Datacenter datacenter) {
    return site.directory().daemon(datacenter + "-watchdog");
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return List.of(daemon(datacenter));
  }

  private Path mark() {
    return site.directory().root().resolve("watchdogs");
  }

  /** Whether this lab has them. */
  boolean wanted() {
    return Files.exists(mark());
  }

  /** From the next start on this lab has them. */
  void want() {
    LabDirectory.writePublic(mark(), "");
  }

  @Override
  public void start(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running() || !wanted()) {
      return;
    }
    Path file = site.directory().datacenter(datacenter).resolve("watchdog.yml");
    LabDirectory.writePublic(file, configuration(datacenter));
    if (!fenced(datacenter)) {
      // What the last one said is no news of this one.
      LabDirectory.removeTree(stateFile(datacenter));
    }
    List<String> command =
        new ArrayList<>(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    List<String> program =
        JavaProcess.command(
            site.programs().drillClassPath(),
            List.of("-Xms8m", "-Xmx48m"),
            MAIN,
            List.of("galera", "watch", "--config", file.toString()));
    command.addAll(site.clock().program(datacenter, program));
    mark(daemon).set(site.programs().drillClassPath());
    daemon.start(command, Map.of());
  }

  private ProgramMark mark(Daemon daemon) {
    return new ProgramMark(site.directory(), daemon.name());
  }

  /** Puts this build in place of a watchdog that runs another. */
  void renew(Datacenter datacenter, Progress progress) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running() && mark(daemon).differs(site.programs().drillClassPath())) {
      progress.detail(daemon.name() + " runs another build: restarting it");
      stop(datacenter);
      start(datacenter);
    }
  }

  String configuration(Datacenter datacenter) {
    return Template.load("watchdog.yml")
        .fill(
            Map.of(
                "datacenter", datacenter.name(),
                "address", site.addresses().address(datacenter),
                "user", DatabaseUsers.WATCHDOG,
                "passwordFile", site.secrets().file(Secrets.Word.DATABASE_WATCHDOG).toString(),
                "dataDirectory", site.disks().directory(datacenter).resolve("data").toString(),
                "pidFile", site.directory().run().resolve(datacenter + "-galera.pid").toString(),
                "stateFile", stateFile(datacenter).toString(),
                "stagger", Times.format(limits().stagger()),
                "reprieve", Times.format(limits().reprieve()),
                "viewAge", Times.format(limits().viewAge())));
  }

  /** Until a node whose disk hangs has been ended, at most. */
  Duration fencedWithin() {
    return wanted() ? limits().fencedWithin(Datacenter.COUNT) : NEVER;
  }

  /** How patient they are: members take turns no faster than the group can miss one. */
  WatchdogLimits limits() {
    return WatchdogLimits.defaults()
        .withStagger(site.preset().chosen().detector().install().plus(MARGIN), Datacenter.COUNT);
  }

  private Path stateFile(Datacenter datacenter) {
    return site.directory().run().resolve(datacenter + "-watchdog.state");
  }

  private Optional<Entry> said(Datacenter datacenter) {
    return new StateFile(stateFile(datacenter)).read();
  }

  /** Whether it has ended its node, and believes that its disk still hangs. */
  boolean fenced(Datacenter datacenter) {
    return said(datacenter).filter(entry -> entry.state() == State.FENCED).isPresent();
  }

  private boolean watches(Datacenter datacenter) {
    return daemon(datacenter).running()
        && said(datacenter).filter(entry -> entry.state() == State.WATCHING).isPresent();
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    if (!wanted()) {
      return;
    }
    Daemon daemon = daemon(datacenter);
    boolean ready =
        Poll.until(READY, () -> watches(datacenter) || !daemon.running()) && watches(datacenter);
    if (!ready) {
      throw new LabException(
          "The watchdog of %s has not seen its database commit: %s."
              .formatted(datacenter, health(datacenter).detail()),
          daemon,
          "see the lines above; then `make up` again");
    }
  }

  @Override
  public void stop(Datacenter datacenter) {
    daemon(datacenter).stop(GRACE);
  }

  @Override
  public Health health(Datacenter datacenter) {
    if (!wanted()) {
      return new Health(true, "none, as `lab up` without --watchdogs leaves it");
    }
    if (!daemon(datacenter).running()) {
      return new Health(false, "not running");
    }
    return new Health(
        watches(datacenter),
        said(datacenter)
            .map(entry -> entry.state().name().toLowerCase(Locale.ROOT) + ": " + entry.why())
            .orElse("says nothing yet"));
  }
}
