package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Failed requests by code. */
final class FailuresPlot {

  private static final String OTHERS = "other codes";

  private FailuresPlot() {}

  /** Empty: no request failed. */
  static Optional<Plot> of(History history, TimeFrame frame) {
    List<Attempted> failed =
        history.operations().stream()
            .flatMap(operation -> operation.attempts().stream())
            .filter(attempt -> attempt.verdict().failed())
            .toList();
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    Slices slices = Slices.fine(frame.end());
    Map<String, List<Attempted>> codes = byCode(failed);
    Map<String, int[]> parts = new LinkedHashMap<>();
    codes.forEach(
        (code, some) -> parts.put(code, slices.counts(some.stream().mapToLong(Attempted::ended))));
    String title = "Failed requests by code";
    String words =
        codes.entrySet().stream()
            .map(entry -> words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    return Optional.of(
        new Plot(
            "failures",
            title,
            "Requests without a 2xx or a final 4xx, when they ended, before any repetition by the"
                + " client; one bar for each "
                + slices.title()
                + ". They should be few, and only where a fault begins or ends.",
            words,
            SvgCanvas.draw(
                "failures",
                title,
                words,
                StackedBars.HEIGHT,
                StackedBars.chart(
                    frame, slices, parts, count -> count, "requests in " + slices.title()))));
  }

  /** The most frequent by their names, the rest together. */
  private static Map<String, List<Attempted>> byCode(List<Attempted> failed) {
    Map<String, Long> counts =
        failed.stream().collect(Collectors.groupingBy(Attempted::code, Collectors.counting()));
    List<String> named =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .limit(Ink.distinct())
            .toList();
    Map<String, List<Attempted>> codes = new LinkedHashMap<>();
    named.forEach(
        code -> codes.put(code, failed.stream().filter(one -> one.code().equals(code)).toList()));
    List<Attempted> others = failed.stream().filter(one -> !named.contains(one.code())).toList();
    if (!others.isEmpty()) {
      codes.put(OTHERS, others);
    }
    return codes;
  }

  private static String words(String code, List<Attempted> requests) {
    return "%s: %d, from %s to %s"
        .formatted(
            Words.plain(code),
            requests.size(),
            Words.seconds(requests.stream().mapToLong(Attempted::ended).min().orElseThrow()),
            Words.seconds(requests.stream().mapToLong(Attempted::ended).max().orElseThrow()));
  }
}
