package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.cli.Cooperage;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.report.SampleDrill;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code drill list} and {@code drill report}. */
class PastRunsCommandsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path checkout;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path drills;

  @BeforeEach
  void place() {
    drills = checkout.resolve(".lab/drills");
  }

  private ReportDirectory run(Instant started, Duration outage) {
    ReportDirectory directory = ReportDirectory.create(drills, started, "dc-loss");
    try (Ledger ledger = new Ledger(directory.ledger())) {
      SampleDrill.events().forEach(ledger::record);
    }
    directory.write(SampleDrill.report(started, Map.of(), outage), SampleDrill.history());
    return directory;
  }

  private int execute(String... typed) {
    List<String> arguments = new ArrayList<>(List.of(typed));
    arguments.addAll(List.of("--checkout", checkout.toString()));
    CommandLine line = Cooperage.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void runsAreListedWithVerdictAndPath() {
    run(NOON, Duration.ofSeconds(1));
    run(NOON.plusSeconds(60), Duration.ofSeconds(4));
    ReportDirectory.create(drills, NOON.plusSeconds(120), "partition");
    assertThat(execute("drill", "list")).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("STARTED").contains("VERDICT", "WORST OUTAGE"),
            failed -> assertThat(failed).contains("partition", "no report", "-"),
            slow -> assertThat(slow).contains("2026-11-20T12:01:00Z", "over a limit"),
            well -> assertThat(well).contains("all well", "20261120-120000-dc-loss"));
  }

  @Test
  void runsAreListedAsJson() throws Exception {
    assertThat(execute("drill", "list", "-o", "json")).isZero();
    assertThat(DrillJson.MAPPER.readTree(out.toString())).isEmpty();
    out.getBuffer().setLength(0);
    run(NOON, Duration.ofSeconds(4));
    assertThat(execute("drill", "list", "-o", "json")).isZero();
    JsonNode run = DrillJson.MAPPER.readTree(out.toString()).get(0);
    assertThat(run.path("started").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(run.path("drill").asText()).isEqualTo("dc-loss");
    assertThat(run.path("verdict").asText()).isEqualTo("OVER_LIMIT");
  }

  @Test
  void pageIsMadeAnewOfTheLastRunOrTheOneThatIsNamed() throws Exception {
    Path first = run(NOON, Duration.ofSeconds(1)).path().resolve("report.html");
    Path last = run(NOON.plusSeconds(60), Duration.ofSeconds(1)).path().resolve("report.html");
    Files.delete(first);
    Files.delete(last);
    assertThat(execute("drill", "report")).isZero();
    assertThat(out.toString().strip()).isEqualTo(last.toString());
    assertThat(last).isNotEmptyFile();
    assertThat(first).doesNotExist();
    assertThat(execute("drill", "report", "20261120-120000-dc-loss")).isZero();
    assertThat(first).isNotEmptyFile();
    Files.delete(first);
    assertThat(execute("drill", "report", first.getParent().toString())).isZero();
    assertThat(first).isNotEmptyFile();
  }

  @Test
  void runThatThereIsNotIsNamedWithANextStep() {
    assertThat(execute("drill", "report")).isEqualTo(2);
    assertThat(errors.toString()).contains("There is no run in", "drill run");
    assertThat(execute("drill", "report", "yesterday")).isEqualTo(2);
    assertThat(errors.toString()).contains("There is no run yesterday", "drill list");
    assertThat(checkout).isEmptyDirectory();
  }
}
