package io.cooperage.drill.run;

import io.cooperage.drill.history.Execution;
import io.cooperage.drill.history.WorkerJournals;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.Component;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.lab.StartReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The lab as drills see it. */
public final class LabDrillSite implements DrillSite {

  private final Lab lab;
  private final Path drills;

  /** Reports go under the lab's directory. */
  public LabDrillSite(Lab lab) {
    this(lab, lab.directory().resolve("drills"));
  }

  /**
   * @param drills where the reports go
   */
  public LabDrillSite(Lab lab, Path drills) {
    this.lab = lab;
    this.drills = drills;
  }

  @Override
  public List<String> datacenters() {
    return lab.datacenters();
  }

  @Override
  public URI global() {
    return lab.url();
  }

  @Override
  public URI door(String datacenter) {
    return lab.url(datacenter);
  }

  @Override
  public String token() {
    return lab.token();
  }

  @Override
  public Path drills() {
    return drills;
  }

  @Override
  public void kill(String datacenter, Runnable aimed) {
    lab.kill(datacenter, Component.everything(), aimed);
  }

  @Override
  public void killServer(String datacenter, int server) {
    String name = datacenter + "-server-" + server;
    ProcessId process =
        daemon(name)
            .process()
            .orElseThrow(() -> new IllegalStateException("The server " + name + " does not run"));
    process.signal(Kernel.SIGKILL);
  }

  @Override
  public Return start(String datacenter) {
    StartReport report = lab.start(datacenter, Component.everything());
    return new Return(report.transfer().name(), report.untilDatabaseSynced(), report.untilWhole());
  }

  @Override
  public void partition(String datacenter) {
    lab.partition(datacenter);
  }

  @Override
  public Return heal(String datacenter) {
    lab.heal(datacenter);
    return start(datacenter);
  }

  @Override
  public Duration suspicion() {
    return Lab.SUSPICION;
  }

  @Override
  public List<Execution> executions() {
    List<Execution> executions = new ArrayList<>();
    for (String datacenter : datacenters()) {
      for (Path journal : journals(lab.directory().resolve(datacenter).resolve("provisioner"))) {
        executions.addAll(executions(datacenter, journal));
      }
    }
    return executions;
  }

  private Daemon daemon(String name) {
    return new Daemon(name, lab.directory().resolve("run"), lab.directory().resolve("log"));
  }

  private static List<Path> journals(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.getFileName().toString().endsWith("journal.jsonl")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The workers' journals cannot be found", e);
    }
  }

  static List<Execution> executions(String datacenter, Path journal) {
    try {
      return WorkerJournals.parse(datacenter, Files.readAllLines(journal));
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(
          "The journal %s cannot be read: %s.".formatted(journal, e.getMessage()),
          "`make down up` builds a lab with new journals; then run the drill again");
    }
  }
}
