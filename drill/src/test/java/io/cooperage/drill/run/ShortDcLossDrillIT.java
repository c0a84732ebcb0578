package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Progress;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.SummaryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Brings up a lab of its own, kills a datacenter under load, and checks every guarantee. Figures
 * are printed and kept, but no test: the machine may be busy. Report and logs stay in {@code
 * target/drills}.
 */
class ShortDcLossDrillIT {

  private static final int INDEX = 9;
  private static final Path KEPT = Path.of("target", "drills").toAbsolutePath();

  private final Lab lab = Lab.open(Path.of("..").toAbsolutePath().normalize(), INDEX);

  @BeforeEach
  void bringUp() {
    lab.down(true, Progress.silent());
    lab.up(Progress.silent());
  }

  @AfterEach
  void takeDown() throws IOException {
    keepLogs();
    lab.down(true, Progress.silent());
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void nothingIsLostWhenADatacenterDies() throws Exception {
    DrillDefinition drill = DefinitionLibrary.find("dc-loss", "short", Map.of());
    DrillReport report =
        new DrillRun(drill, new LabDrillSite(lab, KEPT), 1, System.out).run("make drill");
    System.out.println(SummaryTable.of(report.figures()));
    assertThat(report.anomalies()).isEmpty();
    assertThat(report.guaranteesHold()).isTrue();
    assertThat(report.classes())
        .as("every class of clients wrote and read")
        .filteredOn(figures -> figures.outage().operations() > 10)
        .hasSizeGreaterThanOrEqualTo(6);
  }

  private void keepLogs() throws IOException {
    Path logs = lab.directory().resolve("log");
    if (!Files.isDirectory(logs)) {
      return;
    }
    Path kept = Files.createDirectories(KEPT.resolve("log"));
    try (Stream<Path> files = Files.list(logs)) {
      List<Path> regular = files.filter(Files::isRegularFile).toList();
      for (Path file : regular) {
        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
