package io.cooperage.drill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:15:00Z");
  private static final List<Figure> FIGURES =
      List.of(
          Figure.none("acknowledged writes missing", 2, " of 25"),
          Figure.some("reads, to judge by", 50),
          Figure.atMost("longest outage", Duration.ofMillis(3_500), Duration.ofSeconds(3)),
          Figure.fact("the database came back by", "IST"));

  private static Document page(DrillReport report, History history, Optional<Run> before) {
    return Jsoup.parse(PageTemplate.fill(Page.of("the-run", report, history, before)));
  }

  private static Document page(List<Figure> figures, List<Anomaly> anomalies) {
    DrillReport report = SampleDrill.report(SampleDrill.origin(NOW, Map.of()), figures, anomalies);
    return page(report, SampleDrill.history(), Optional.empty());
  }

  private static List<String> cells(Element row) {
    return row.children().stream().map(Element::text).toList();
  }

  @Test
  void verdictComesFirstAndSaysHowMany() {
    assertThat(page(FIGURES, List.of()).select("header .headline.broken").text())
        .isEqualTo("1 of 2 guarantees broke; 1 of 1 figures are over their limits.");
    assertThat(page(FIGURES.subList(1, 3), List.of()).select("header .headline.over").text())
        .isEqualTo("All 1 guarantees held; 1 of 1 figures are over their limits.");
    assertThat(page(FIGURES.subList(1, 2), List.of()).select("header .headline.ok").text())
        .isEqualTo("All 1 guarantees held; all 0 figures are within their limits.");
  }

  @Test
  void drillItsCommandTimeAndOptionsAreNamed() {
    String header = page(FIGURES, List.of()).select("header").text();
    assertThat(header)
        .contains("dc-loss", "cooperage drill run dc-loss", "2026-11-20 12:15:00 UTC")
        .contains("took 10.00 s", "datacenter dc2", "seed 1");
  }

  @Test
  void everyFigureIsShownInItsGroup() {
    Document page = page(FIGURES, List.of());
    assertThat(page.select("#figures tr.figure").stream().map(PageTest::cells))
        .containsExactly(
            List.of("acknowledged writes missing", "2 of 25", "0", "BROKEN"),
            List.of("reads, to judge by", "50", "> 0", "ok"),
            List.of("longest outage", "3.50 s", "≤ 3.00 s", "over the limit"),
            List.of("the database came back by", "IST", "", ""));
    assertThat(page.select("#figures .group").eachText())
        .containsExactly("Guarantees", "With a limit", "For information");
    assertThat(page.select("#amiss li strong").eachText())
        .containsExactly("acknowledged writes missing", "longest outage");
    assertThat(page(FIGURES.subList(1, 2), List.of()).select("#amiss")).isEmpty();
  }

  @Test
  void earlierRunStandsBesideEachFigure() {
    DrillReport earlier =
        SampleDrill.report(
            SampleDrill.origin(NOW.minusSeconds(60), Map.of()),
            List.of(
                Figure.some("reads, to judge by", 60),
                Figure.atMost("longest outage", Duration.ofSeconds(3), Duration.ofSeconds(3)),
                Figure.fact("the database came back by", "SST")),
            List.of());
    Run before =
        new Run(new ReportDirectory(Path.of("20261120-121400-dc-loss")), Optional.of(earlier));
    DrillReport report = SampleDrill.report(SampleDrill.origin(NOW, Map.of()), FIGURES, List.of());
    Document page = page(report, SampleDrill.history(), Optional.of(before));
    assertThat(page.select("#figures tr.figure").stream().map(row -> cells(row).subList(4, 6)))
        .containsExactly(
            List.of("", ""),
            List.of("60", "−10"),
            List.of("3.00 s", "+0.50 s"),
            List.of("SST", ""));
    assertThat(page.select("#figures a").attr("href"))
        .isEqualTo("../20261120-121400-dc-loss/report.html");
  }

  @Test
  void classesOfClientsHaveTheirOutageAndRecovery() {
    Document page = page(FIGURES, List.of());
    assertThat(page.select("#clients tbody tr").stream().map(PageTest::cells))
        .extracting(
            cells -> cells.get(0), cells -> cells.get(3), cells -> cells.get(5), c -> c.get(6))
        .containsExactly(
            tuple("dc1, reads", "0.02 s", "0.02 s", "at once"),
            tuple("dc1, writes", "0.02 s", "0.02 s", "at once"),
            tuple("global, reads", "0.82 s", "0.82 s", "1.02 s"),
            tuple("global, writes", "1.02 s", "1.02 s", "1.02 s"));
    assertThat(page.select("#clients tbody tr").last().text()).endsWith("3 connection_lost");
  }

  @Test
  void writesAreCountedWithHowTheirUnknownOutcomesEnded() {
    Document page =
        page(FIGURES, List.of(new Anomaly(Anomaly.Kind.LOST_WRITE, "cluster name-4", "gone")));
    assertThat(page.select("#writes tbody tr").eachText())
        .contains(
            "acknowledged 50",
            "of these, lost 1",
            "effects done twice 0",
            "unknown to their client for some time 3",
            "of these, had not happened: the repeat did it 3");
    assertThat(page.select("#unknown tbody tr")).hasSize(3);
    assertThat(page.select("#in-flight tbody tr").eachText())
        .containsExactly(
            "dc1 1 1 0 0", "global 1 0 1 connection_lost 1 had not happened: the repeat did it");
  }

  @Test
  void factsAreShownOneByOneWithDurationsInSeconds() {
    assertThat(page(FIGURES, List.of()).select("#facts tbody tr").eachText())
        .containsExactlyInAnyOrder(
            "return, transfer IST", "return, until synced 2.34 s", "view changes 4, 5");
  }

  @Test
  void anomalyIsShownWithTheRequestsThatHadToDoWithIt() {
    Document page =
        page(
            FIGURES,
            List.of(
                new Anomaly(Anomaly.Kind.LOST_WRITE, "cluster name-120", "acknowledged, missing"),
                new Anomaly(Anomaly.Kind.TWO_OWNERS, "task 00000006-001-002", "overlap")));
    assertThat(page.select("#anomalies h3").eachText())
        .containsExactly("1 × acknowledged write is missing", "1 × a task ran under two owners");
    assertThat(page.select("#anomalies article").first().select("tbody tr").eachText())
        .satisfiesExactly(
            first -> assertThat(first).contains("CREATE 120, request 1", "connection_lost"),
            second -> assertThat(second).contains("5.00 s", "OK 202", "request-120-2"));
    assertThat(page.select("#anomalies article").last().select("tbody tr").eachText())
        .satisfiesExactly(only -> assertThat(only).contains("CREATE 6, request 1"));
  }

  @Test
  void whatServersSayIsTextAndNeverMarkup() {
    String nasty = SampleDrill.NASTY;
    List<LedgerEvent> events = new ArrayList<>(SampleDrill.events());
    events.add(new Marked(7_000_000, "not so: " + nasty + "\u0000\u001b[1m"));
    events.add(SampleDrill.invoked(500, nasty, 1_000_000));
    events.add(SampleDrill.attempt(500, 1, 1_000_000, 1_100_000, Verdict.UNKNOWN, nasty, nasty));
    History history = History.of(events);
    DrillReport report =
        new DrillReport(
            new DrillReport.Origin(nasty, nasty, NOW, Map.of("datacenter", nasty)),
            List.of(Figure.guarantee(nasty, nasty, nasty, false)),
            ClassFigures.of(history, 0, 4_000_000, 10_000_000),
            history.marks(),
            List.of(),
            List.of(),
            Map.of(nasty, nasty),
            List.of(new Anomaly(Anomaly.Kind.LOST_WRITE, nasty, nasty)));
    Document page = page(report, history, Optional.empty());
    assertThat(page.select("script")).isEmpty();
    assertThat(page.select("#figures tr.figure th").text()).isEqualTo(nasty);
    assertThat(page.select("#anomalies article p").first().text()).isEqualTo(nasty);
    assertThat(page.select("#plot-failures svg text").eachText()).contains(nasty);
    assertThat(page.select("#plot-course svg text").text()).contains("not so: " + nasty);
  }

  @Test
  void pageNeedsNothingButItself() {
    String html =
        PageTemplate.fill(
            Page.of(
                "the-run",
                SampleDrill.report(SampleDrill.origin(NOW, Map.of()), FIGURES, List.of()),
                SampleDrill.history(),
                Optional.empty()));
    Document page = Jsoup.parse(html);
    assertThat(page.select("script, link, img, iframe, object, embed, [src]")).isEmpty();
    assertThat(page.select("a").eachAttr("href")).allMatch(target -> target.startsWith("#"));
    assertThat(page.select("style").html()).doesNotContain("url(", "@import").contains("dark");
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
  }

  @Test
  void everyLinkWithinThePageLeadsSomewhereAndIdsAreUnique() {
    Document page = page(FIGURES, List.of());
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.select("nav a").eachAttr("href"))
        .isNotEmpty()
        .allMatch(target -> ids.contains(target.substring(1)));
  }

  @Test
  void everyPlotHasACaptionAndWords() {
    Document page = page(FIGURES, List.of());
    assertThat(page.select("figure")).hasSize(5);
    for (Element figure : page.select("figure")) {
      assertThat(figure.select("figcaption").text()).isNotBlank();
      assertThat(figure.select("details p").text()).isNotBlank();
      Element svg = figure.selectFirst("svg");
      assertThat(svg.attr("role")).isEqualTo("img");
      for (String id : svg.attr("aria-labelledby").split(" ")) {
        assertThat(page.getElementById(id).text()).isNotBlank();
      }
    }
  }
}
