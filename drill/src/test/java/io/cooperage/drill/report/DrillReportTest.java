package io.cooperage.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.DroppedInFlight;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Completed;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.UnknownOutcomes;
import io.cooperage.drill.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillReportTest {

  @TempDir private Path directory;

  private static History history() {
    List<LedgerEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long at = i * 100_000L;
      events.add(
          new Invoked(
              i,
              "global",
              OperationKind.CREATE,
              Optional.of("k" + i),
              Optional.of("n" + i),
              Optional.empty(),
              at));
      if (i == 10) {
        events.add(attempt(i, 1, at, at + 1_000, Verdict.UNKNOWN, 502, "BACKEND_LOST"));
      }
      long end = i == 10 ? at + 900_000 : at + 10_000;
      events.add(attempt(i, 2, at, end, Verdict.OK, 202, "202"));
      events.add(new Completed(i, end, Outcome.OK));
    }
    events.add(new Marked(1_000_000, "kill dc2"));
    return History.of(events);
  }

  private static Attempted attempt(
      long op, int number, long sent, long ended, Verdict verdict, int status, String code) {
    return new Attempted(
        op,
        number,
        sent,
        ended,
        verdict,
        status,
        code,
        Optional.of("0000000" + op),
        Optional.empty(),
        false,
        Optional.of("dc1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static DrillReport report(List<Figure> figures, List<Anomaly> anomalies) {
    History history = history();
    return new DrillReport(
        new DrillReport.Origin(
            "dc-loss", "cooperage drill run", Instant.EPOCH, Map.of("seed", "1")),
        figures,
        ClassFigures.of(history, 0, 1_000_000, 2_000_000),
        history.marks(),
        DroppedInFlight.during(history.operations(), List.of(), 1_000_500, 1_000_500),
        UnknownOutcomes.of(history.operations(), List.of()),
        Map.of("return", "IST"),
        anomalies);
  }

  @Test
  void classSaysItsOutageLatenciesAndFailedRequestsByCode() {
    ClassFigures writes = ClassFigures.of(history(), 0, 1_000_000, 2_000_000).get(0);
    assertThat(writes.clients()).isEqualTo("global");
    assertThat(writes.outage().longestWait()).isEqualTo(900_000);
    assertThat(writes.before().max()).isCloseTo(10, org.assertj.core.data.Offset.offset(0.1));
    assertThat(writes.after().max()).isCloseTo(900, org.assertj.core.data.Offset.offset(2.0));
    assertThat(writes.failedRequests()).isEqualTo(Map.of("BACKEND_LOST", 1));
  }

  @Test
  void brokenGuaranteeAndFigureOverItsLimitAreTwoThings() {
    Figure broken = Figure.none("acknowledged writes missing", 1, " of 5");
    Figure slow = Figure.atMost("outage", Duration.ofSeconds(4), Duration.ofSeconds(3));
    assertThat(report(List.of(broken), List.of()).guaranteesHold()).isFalse();
    assertThat(report(List.of(broken), List.of()).limitsHold()).isTrue();
    assertThat(report(List.of(slow), List.of()).guaranteesHold()).isTrue();
    assertThat(report(List.of(slow), List.of()).limitsHold()).isFalse();
  }

  @Test
  void tableSaysWhatIsBrokenAndWhatIsSlow() {
    String table =
        SummaryTable.of(
            List.of(
                Figure.none("effects done twice", 1, " of 5"),
                Figure.atMost("outage", Duration.ofMillis(4010), Duration.ofSeconds(3)),
                Figure.fact("came back by", "IST")));
    assertThat(table.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("effects done twice  1 of 5", "BROKEN"),
            line -> assertThat(line).contains("4.01 s", "≤ 3.00 s", "over the limit"),
            line -> assertThat(line).contains("IST"));
  }

  @Test
  void reportIsWrittenAsJson() throws Exception {
    ReportDirectory reports = ReportDirectory.create(directory, Instant.EPOCH, "dc-loss");
    reports.write(
        report(
            List.of(Figure.none("effects done twice", 1, "")),
            List.of(new Anomaly(Anomaly.Kind.DOUBLED_EFFECT, "cluster n1", "exists | twice"))),
        history());
    assertThat(reports.path()).hasFileName("19700101-000000-dc-loss");
    JsonNode json = DrillJson.MAPPER.readTree(reports.path().resolve("report.json").toFile());
    assertThat(json.path("origin").path("drill").asText()).isEqualTo("dc-loss");
    assertThat(json.path("anomalies").get(0).path("subject").asText()).isEqualTo("cluster n1");
  }

  @Test
  void figuresHaveNumbersWithUnitsBesideTheText() {
    assertThat(Figure.none("lost", 2, " of 5").quantity()).contains(new Quantity(2, ""));
    assertThat(Figure.all("moved", 3, 4).quantity()).contains(new Quantity(3, ""));
    assertThat(Figure.atMost("outage", Duration.ofMillis(2500), Duration.ofSeconds(3)).quantity())
        .contains(new Quantity(2.5, "s"));
    assertThat(Figure.fact("came back by", "IST").quantity()).isEmpty();
  }

  @Test
  void someAndAllAreBrokenByNothing() {
    assertThat(Figure.some("reads", 0).holds()).isFalse();
    assertThat(Figure.some("reads", 1).holds()).isTrue();
    assertThat(Figure.all("moved", 0, 0).holds()).isFalse();
    assertThat(Figure.all("moved", 3, 4).holds()).isFalse();
    assertThat(Figure.all("moved", 4, 4).holds()).isTrue();
  }

  @Test
  void differenceHasItsSignAndUnit() {
    assertThat(new Quantity(2.5, "s").since(new Quantity(2, "s"))).isEqualTo("+0.50 s");
    assertThat(new Quantity(2, "s").since(new Quantity(2.5, "s"))).isEqualTo("−0.50 s");
    assertThat(new Quantity(2.001, "s").since(new Quantity(2, "s"))).isEqualTo("±0.00 s");
    assertThat(Quantity.count(7).since(Quantity.count(7))).isEqualTo("±0");
    assertThat(Quantity.count(7).since(Quantity.count(10))).isEqualTo("−3");
  }

  @Test
  void reportIsReadFromItsJsonAsItWasWritten() throws Exception {
    DrillReport report =
        report(
            List.of(
                Figure.none("effects done twice", 1, ""),
                Figure.atMost("outage", Duration.ofSeconds(4), Duration.ofSeconds(3)),
                Figure.fact("came back by", "IST")),
            List.of(new Anomaly(Anomaly.Kind.DOUBLED_EFFECT, "cluster n1", "exists twice")));
    String json = DrillJson.MAPPER.writeValueAsString(report);
    assertThat(DrillJson.MAPPER.readValue(json, DrillReport.class)).isEqualTo(report);
  }

  @Test
  void worstOutageIsThatOfClientsToWhomServiceWasPromised() {
    ClassFigures writes = ClassFigures.of(history(), 0, 1_000_000, 2_000_000).get(0);
    Figure promised = Figure.outage(writes, Optional.of(Duration.ofSeconds(3)));
    assertThat(report(List.of(promised), List.of()).worstOutage()).contains(Duration.ofMillis(900));
    assertThat(report(List.of(), List.of()).worstOutage()).isEmpty();
  }
}
