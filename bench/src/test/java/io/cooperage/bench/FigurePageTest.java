package io.cooperage.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigurePageTest {

  private static final String PAGE =
      """
      # Written by hand
      <!-- runs -->
      <!-- end -->
      Between.
      <!-- figures lab write -->
      <!-- end -->
      The end.
      """;

  private static Run run(String at, Figure... figures) {
    return new Run(
        Instant.parse(at),
        "abc",
        Optional.empty(),
        Optional.of("by hand"),
        Map.of(),
        List.of(figures));
  }

  private static Figure figure(String id, double value) {
    return Figure.of(id, "figure " + id, "s", List.of(value)).by("make bench");
  }

  @Test
  void tablesStandBetweenTheTextsAndCanBeMadeAnew() {
    Run run =
        run(
            "2026-11-20T12:15:00Z",
            figure("lab.up", 31).wanted(Bound.atMost(90)),
            figure("write.all", 1200).comparedWith("bare", List.of(1000.0, 1400.0)));
    FigurePage pages = new FigurePage(new Results(List.of(run)));

    String page = pages.fill(PAGE);

    assertThat(page)
        .startsWith("# Written by hand\n<!-- runs -->\n")
        .contains("| a | 2026-11-20 12:15 | abc | – | by hand |")
        .contains("| figure lab.up | 31.0 s | – | – | ≤ 90 s | yes | a |")
        .contains(
            "| figure write.all | 1,200 s | 1,200 s (1,000 to 1,400), bare | 1.00 | – | – | a |")
        .contains("Measured by `make bench`.")
        .endsWith("<!-- end -->\nThe end.\n");
    assertThat(pages.fill(page)).isEqualTo(page);
  }

  @Test
  void aFigureWithoutAPlaceIsRefused() {
    Results results = new Results(List.of(run("2026-11-20T12:15:00Z", figure("queue.few", 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FigurePage(results).fill(PAGE))
        .withMessageContaining("queue");
  }

  @Test
  void aPlaceWithoutFiguresSaysSo() {
    assertThat(new FigurePage(new Results(List.of())).fill(PAGE)).contains("Not measured yet.");
  }

  @Test
  void aNewerRunReplacesFiguresOfTheSameIdsAndEarlierOnesStay() {
    Run old = run("2026-11-20T12:15:00Z", figure("lab.up", 31), figure("write.all", 2));
    Run older = run("2026-11-19T12:15:00Z", figure("lab.up", 30));
    Run newest = run("2026-11-21T12:15:00Z", figure("lab.up", 40));

    Results results = new Results(List.of(old, older)).with(newest);

    assertThat(results.runs()).hasSize(2);
    assertThat(results.runs().get(1).figures()).extracting(Figure::id).containsExactly("write.all");
    assertThat(results.with(newest)).isEqualTo(results);
  }

  @Test
  void aRunKnowsWhichBenchmarksCameToAnEnd() {
    Run run = run("2026-11-20T12:15:00Z", figure("lab.up", 31));
    Part failed = new Part(Instant.EPOCH, 1, Optional.of("no lab"));
    Part done = new Part(Instant.EPOCH, 1, Optional.empty());

    Run later = run.with("writes", failed, List.of()).with("up-time", done, List.of());

    assertThat(later.has("writes")).isFalse();
    assertThat(later.has("up-time")).isTrue();
    assertThat(later.has("reads")).isFalse();
    assertThat(later.figures()).hasSize(1);
    assertThat(later.with("up-time", done, List.of(figure("lab.up", 7))).figures())
        .singleElement()
        .satisfies(figure -> assertThat(figure.median()).isEqualTo(7));
  }

  @Test
  void theTerminalsTableLeavesEmptyColumnsOut() {
    assertThat(FigureTable.of(List.of(figure("lab.up", 31).wanted(Bound.neverAbove(30)))))
        .isEqualTo(
            """
            figure         value   wanted       met
            figure lab.up  31.0 s  each ≤ 30 s  NO
            """);
  }
}
