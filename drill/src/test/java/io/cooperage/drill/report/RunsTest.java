package io.cooperage.drill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.Ledger;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path drills;

  private ReportDirectory run(Instant started, Map<String, String> options, Duration outage) {
    ReportDirectory directory = ReportDirectory.create(drills, started, "dc-loss");
    try (Ledger ledger = new Ledger(directory.ledger())) {
      SampleDrill.events().forEach(ledger::record);
    }
    directory.write(SampleDrill.report(started, options, outage), SampleDrill.history());
    return directory;
  }

  private ReportDirectory run(Instant started, Duration outage) {
    return run(started, Map.of(), outage);
  }

  private static Document page(Path page) throws Exception {
    return Jsoup.parse(Files.readString(page));
  }

  @Test
  void runIsComparedWithTheLastBeforeItThatHadTheSameOptions() throws Exception {
    run(NOON, Duration.ofSeconds(1));
    run(NOON.plusSeconds(60), Duration.ofSeconds(2));
    run(NOON.plusSeconds(120), Map.of("seed", "2"), Duration.ofSeconds(9));
    Files.createDirectories(drills.resolve("20261120-120230-dc-loss"));
    Files.writeString(
        ReportDirectory.create(drills, NOON.plusSeconds(160), "dc-loss")
            .path()
            .resolve("report.json"),
        "{");
    ReportDirectory own = run(NOON.plusSeconds(180), Duration.ofMillis(2_500));
    run(NOON.plusSeconds(240), Duration.ofSeconds(7));
    Document page = page(own.rebuild());
    assertThat(page.select("#figures tr.figure td").eachText())
        .containsExactly("2.50 s", "≤ 3.00 s", "ok", "2.00 s", "+0.50 s");
    assertThat(page.select("#figures a").attr("href"))
        .isEqualTo("../20261120-120100-dc-loss/report.html");
  }

  @Test
  void anotherDrillIsNoRunToCompareWith() throws Exception {
    ReportDirectory.create(drills, NOON, "partition")
        .write(SampleDrill.report(NOON, Map.of(), Duration.ofSeconds(1)), SampleDrill.history());
    ReportDirectory own = run(NOON.plusSeconds(60), Duration.ofSeconds(2));
    assertThat(page(own.rebuild()).select("#figures").text()).contains("no earlier run");
  }

  @Test
  void runsAreListedTheNewestFirstWithThoseThatLeftNoReport() throws Exception {
    run(NOON, Duration.ofSeconds(1));
    ReportDirectory.create(drills, NOON.plusSeconds(60), "partition");
    Files.createDirectories(drills.resolve("log"));
    Files.createDirectories(drills.resolve("20261320-120000-dc-loss"));
    assertThat(new Runs(drills).all())
        .satisfiesExactly(
            failed -> {
              assertThat(failed.directory().drill()).isEqualTo("partition");
              assertThat(failed.directory().started()).isEqualTo(NOON.plusSeconds(60));
              assertThat(failed.report()).isEmpty();
            },
            whole -> assertThat(whole.report()).isPresent());
    assertThat(new Runs(drills.resolve("none")).all()).isEmpty();
  }

  @Test
  void pageOfAReportWhoseFiguresHaveNoNumbersIsMadeAnew() throws Exception {
    run(NOON, Duration.ofSeconds(1));
    ReportDirectory own = run(NOON.plusSeconds(60), Duration.ofSeconds(2));
    Path json = own.path().resolve("report.json");
    ObjectNode report = (ObjectNode) DrillJson.MAPPER.readTree(json.toFile());
    report.path("figures").forEach(figure -> ((ObjectNode) figure).remove("quantity"));
    DrillJson.MAPPER.writeValue(json.toFile(), report);
    assertThat(page(own.rebuild()).select("#figures tr.figure td").eachText())
        .as("the difference is not known")
        .containsExactly("2.00 s", "≤ 3.00 s", "ok", "1.00 s");
  }

  @Test
  void runWithoutAReportSaysWhatIsMissing() throws Exception {
    ReportDirectory directory = ReportDirectory.create(drills, NOON, "dc-loss");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(directory::rebuild)
        .withMessageContaining("report.json: that run came to no end");
    Files.writeString(directory.path().resolve("report.json"), "{");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(directory::rebuild)
        .withMessageContaining("report.json cannot be read");
  }
}
