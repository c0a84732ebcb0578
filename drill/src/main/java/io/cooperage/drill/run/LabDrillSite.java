package io.cooperage.drill.run;

import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.history.Execution;
import io.cooperage.drill.history.WorkerJournals;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.lab.StartReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
  public Topology topology() {
    return lab.topology();
  }

  @Override
  public Map<String, String> conditions() {
    return Map.of(
        "round trip between datacenters", lab.wan().orElse("0 ms"),
        "preset", lab.preset().toString());
  }

  @Override
  public FaultSite faults() {
    return lab.faults();
  }

  @Override
  public Supplier<Return> returning(String datacenter) {
    Supplier<StartReport> returning = lab.returning(datacenter);
    return () -> {
      StartReport report = returning.get();
      return new Return(
          report.transfer().name(), report.untilDatabaseSynced(), report.untilWhole());
    };
  }

  @Override
  public Supplier<String> databaseLog(String datacenter) {
    return lab.databaseLog(datacenter);
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
