package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The provisioner of each datacenter: one process that works on many tasks at once. */
final class Provisioners implements Part {

  private static final String MAIN = "io.cooperage.provisioner.ProvisionerApplication";
  private static final Duration READY = Duration.ofSeconds(60);

  private final LabSite site;
  private final RegisteredWorkers workers;
  private final Duration ready;

  /** Sessions of processes that ended: the servers list them until their lease is over. */
  private final Map<String, Set<String>> earlier = new ConcurrentHashMap<>();

  Provisioners(LabSite site) {
    this(site, RegisteredWorkers.of(site), READY);
  }

  Provisioners(LabSite site, RegisteredWorkers workers, Duration ready) {
    this.site = site;
    this.workers = workers;
    this.ready = ready;
  }

  @Override
  public Component component() {
    return Component.PROVISIONER;
  }

  private Daemon daemon(Datacenter datacenter) {
    return site.directory().daemon(datacenter + "-provisioner");
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return List.of(daemon(datacenter));
  }

  @Override
  public void start(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running()) {
      return;
    }
    Path directory = site.directory().datacenter(datacenter);
    Path work = directory.resolve("provisioner");
    Path file = directory.resolve("provisioner.yml");
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabDirectory.writePublic(file, configuration(datacenter));
    List<String> command =
        new ArrayList<>(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    List<String> program =
        JavaProcess.command(
            site.programs().provisionerClassPath(),
            List.of("-Xms32m", "-Xmx192m", "-Djava.io.tmpdir=" + work),
            MAIN,
            List.of(file.toString()));
    command.addAll(site.clock().program(datacenter, program));
    mark(daemon).set(site.programs().provisionerClassPath());
    earlier.put(datacenter.name(), workers.sessions(datacenter));
    daemon.start(command, Map.of());
  }

  private ProgramMark mark(Daemon daemon) {
    return new ProgramMark(site.directory(), daemon.name());
  }

  /** Puts this build in place of a provisioner that runs another; its tasks go to others. */
  void renew(Datacenter datacenter, Progress progress) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running() && mark(daemon).differs(site.programs().provisionerClassPath())) {
      progress.detail(daemon.name() + " runs another build: restarting it");
      stop(datacenter);
      start(datacenter);
      awaitReady(datacenter);
    }
  }

  String configuration(Datacenter datacenter) {
    return Template.load("provisioner.yml")
        .fill(
            Map.of(
                "worker", RegisteredWorkers.name(datacenter),
                "datacenter", datacenter.name(),
                "address", site.addresses().address(datacenter),
                "privateKeyFile", site.secrets().machineKey().toString(),
                "tokenFile", site.secrets().file(Secrets.Word.PROVISIONER_TOKEN).toString(),
                "workDirectory",
                    site.directory().datacenter(datacenter).resolve("provisioner").toString()));
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    boolean registered =
        Poll.until(ready, () -> registered(datacenter) || !daemon.running()) && daemon.running();
    if (!registered) {
      throw new LabException(
          "The provisioner of %s %s."
              .formatted(
                  datacenter,
                  daemon.running() ? "runs, but its servers list no worker of it" : "ended"),
          daemon,
          "see the lines above and `make status`; then `make up` again");
    }
  }

  private boolean registered(Datacenter datacenter) {
    Set<String> ended = earlier.getOrDefault(datacenter.name(), Set.of());
    return workers.sessions(datacenter).stream().anyMatch(session -> !ended.contains(session));
  }

  @Override
  public void stop(Datacenter datacenter) {
    daemon(datacenter).stop(Duration.ofSeconds(20));
  }

  @Override
  public Health health(Datacenter datacenter) {
    if (!daemon(datacenter).running()) {
      return new Health(false, "not running");
    }
    boolean registered = registered(datacenter);
    return new Health(
        registered, registered ? "registered" : "running, its servers list no worker of it");
  }
}
