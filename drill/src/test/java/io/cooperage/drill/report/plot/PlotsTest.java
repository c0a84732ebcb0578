package io.cooperage.drill.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.LedgerEvent.Completed;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Verdict;
import io.cooperage.drill.report.SampleDrill;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PlotsTest {

  private static final List<FaultSpan> FAULTS =
      List.of(new FaultSpan("dc2", 4_000_000, 5_500_000, 6_000_000));

  private static Element plot(List<LedgerEvent> events, String id) {
    return Plots.of(History.of(events), FAULTS).stream()
        .filter(plot -> plot.id().equals(id))
        .map(plot -> Jsoup.parse(plot.svg()).selectFirst("svg"))
        .findFirst()
        .orElseThrow();
  }

  private static Element plot(String id) {
    return plot(SampleDrill.events(), id);
  }

  @Test
  void allShareOneTimeAxisAndShowFaultsAndMarks() {
    for (Plot plot : Plots.of(SampleDrill.history(), FAULTS)) {
      Element svg = Jsoup.parse(plot.svg()).selectFirst("svg");
      assertThat(svg.select("text").eachText())
          .as(plot.id())
          .contains("time since the drill began (s)", "0", "10");
      int panels =
          svg.select(
                  "text:matchesOwn(^(per second|wait \\(ms\\)|answers per second|"
                      + "requests in .*|marks, in order)$)")
              .size();
      assertThat(svg.select("rect.fill-fault, .fill-fault rect, path.fill-fault"))
          .as(plot.id())
          .hasSize(panels);
      assertThat(svg.select("line.stroke-mark, .stroke-mark line"))
          .as(plot.id())
          .hasSizeGreaterThanOrEqualTo(panels);
    }
  }

  @Test
  void courseNamesEveryMarkWithItsTime() {
    assertThat(plot("course").select("text").eachText())
        .map(text -> text.replace('\u00a0', ' ').strip())
        .contains("0.00 s load begins", "4.00 s kill dc2", "6.00 s back dc2");
  }

  @Test
  void everyWaitIsOnePoint() {
    List<LedgerEvent> events = new ArrayList<>(SampleDrill.events());
    for (int op : List.of(500, 502, 503)) {
      events.add(SampleDrill.invoked(op, "global", 5_000_000));
      events.add(new Completed(op, 7_000_000, Outcome.UNKNOWN));
    }
    Element svg = plot(events, "waits");
    assertThat(svg.select("circle:not([fill=none])")).as("writes").hasSize(50);
    assertThat(svg.select("circle[fill=none]")).as("reads").hasSize(50);
    assertThat(svg.select("line.stroke-red, .stroke-red line")).as("crosses").hasSize(2 * 3);
    assertThat(svg.select("text").eachText())
        .contains("clients of dc1", "clients of global", "p50", "p99", "wait (ms)");
  }

  @Test
  void ofManyWaitsTheSlowestAreKept() {
    List<LedgerEvent> events = new ArrayList<>();
    events.add(new Marked(10_000_000, "load ends"));
    for (int op = 0; op < 10_000; op += 2) {
      events.add(SampleDrill.invoked(op, "global", op * 1_000L));
      events.add(new Completed(op, op * 1_000L + (op == 5_002 ? 1_000_000 : 1_000), Outcome.OK));
    }
    List<Element> dots = plot(events, "waits").select("circle");
    assertThat(dots).hasSizeBetween(1_000, WaitsPlot.MOST_POINTS + 300);
    assertThat(dots.stream().map(dot -> dot.attr("cy")).distinct()).hasSize(2);
  }

  @Test
  void throughputHasAPanelForEachPopulation() {
    Element svg = plot("throughput");
    assertThat(svg.select("path.fill-sky, polygon.fill-sky, .fill-sky polygon, .fill-sky path"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(svg.select("text").eachText())
        .contains("clients of dc1", "clients of global", "acknowledged", "wanted", "per second");
  }

  @Test
  void answersAreBarsOfTheDatacenterThatGaveThem() {
    Element svg = plot("answered");
    assertThat(svg.select("text").eachText()).contains("dc1", "dc2", "answers per second");
    assertThat(bars(svg, "blue")).as("dc1 answers throughout").isEqualTo(20);
    assertThat(bars(svg, "orange")).as("dc2 answers until 4 s").isEqualTo(8);
  }

  @Test
  void failuresAreBarsOfTheirCode() {
    Element svg = plot("failures");
    assertThat(svg.select("text").eachText()).contains("connection_lost", "requests in 0.5 s");
    assertThat(bars(svg, "blue")).as("from 4 to 5 s").isEqualTo(2);
  }

  @Test
  void codesBeyondTheColoursAreShownTogether() {
    List<LedgerEvent> events = new ArrayList<>(SampleDrill.events());
    for (int i = 0; i < 9; i++) {
      int op = 500 + i;
      events.add(SampleDrill.invoked(op, "global", 1_000_000));
      events.add(
          SampleDrill.attempt(op, 1, 1_000_000, 2_000_000, Verdict.DROPPED, "code_" + i, "dc1"));
    }
    assertThat(plot(events, "failures").select("text").eachText())
        .contains("connection_lost", "code_0", "code_4", "other codes")
        .doesNotContain("code_5");
  }

  @Test
  void withoutFailuresThereIsNoPlotOfThem() {
    List<LedgerEvent> events =
        List.of(
            SampleDrill.invoked(2, "dc1", 1_000),
            SampleDrill.attempt(2, 1, 1_000, 2_000, Verdict.OK, "202", "dc1"),
            new Completed(2, 2_000, Outcome.OK));
    assertThat(Plots.of(History.of(events), List.of()))
        .extracting(Plot::id)
        .containsExactly("course", "throughput", "waits", "answered");
    assertThat(Plots.of(History.of(List.of()), List.of()))
        .extracting(Plot::id)
        .containsExactly("course");
  }

  @Test
  void everyColourHasItsClassSoThatTheDarkCanChangeIt() {
    for (Plot plot : Plots.of(SampleDrill.history(), FAULTS)) {
      for (String property : List.of("fill", "stroke")) {
        assertThat(Jsoup.parse(plot.svg()).select("[" + property + "^=rgb]"))
            .as(plot.id())
            .isNotEmpty()
            .allMatch(element -> element.className().contains(property + "-"));
      }
    }
  }

  /** Legends have one square of each colour, too. */
  private static int bars(Element svg, String ink) {
    return (int)
        svg.select("rect.fill-" + ink + ", .fill-" + ink + " rect").stream().distinct().count();
  }
}
