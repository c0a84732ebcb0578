package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/** Acknowledgements by the datacenter that gave them. */
final class AnsweredPlot {

  private static final String UNNAMED = "not named";

  private AnsweredPlot() {}

  static Plot of(History history, TimeFrame frame) {
    Slices slices = Slices.fine(frame.end());
    Map<String, List<Attempted>> answers =
        history.operations().stream()
            .flatMap(operation -> operation.attempts().stream())
            .filter(attempt -> attempt.verdict() == Verdict.OK)
            .collect(
                Collectors.groupingBy(
                    attempt -> attempt.datacenter().orElse(UNNAMED),
                    TreeMap::new,
                    Collectors.toList()));
    Map<String, int[]> parts = new TreeMap<>();
    answers.forEach(
        (datacenter, some) ->
            parts.put(datacenter, slices.counts(some.stream().mapToLong(Attempted::ended))));
    String title = "Acknowledgements by answering datacenter";
    String words =
        answers.entrySet().stream()
            .map(entry -> Words.plain(entry.getKey()) + ": " + entry.getValue().size())
            .collect(Collectors.joining("; "));
    JFreeChart chart =
        StackedBars.chart(frame, slices, parts, slices::perSecond, "answers per second");
    return new Plot(
        "answered",
        title,
        "Whose answers they were, averaged over "
            + slices.title()
            + ". While a datacenter is broken the others should give them all, and it should have"
            + " its share again afterwards.",
        words,
        SvgCanvas.draw("answered", title, words, StackedBars.HEIGHT, chart));
  }
}
