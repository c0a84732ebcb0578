package io.cooperage.drill.report;

import io.cooperage.drill.history.DrillJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same drill several times, and what its figures were over all of them: one run says what can
 * happen, not what to expect.
 *
 * @param options what the runs have in common, such as the load and the distance
 * @param judgements of the runs, in their order
 */
public record Campaign(
    String drill,
    String command,
    Instant started,
    Map<String, String> options,
    List<Judgement> judgements,
    List<Spread> figures) {

  /** The option in which runs differ. */
  public static final String SEED = "seed";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * @param reports at least one, of the same drill
   */
  public static Campaign of(List<DrillReport> reports) {
    DrillReport.Origin origin = reports.get(0).origin();
    Map<String, String> options = new LinkedHashMap<>(origin.options());
    options.remove(SEED);
    return new Campaign(
        origin.drill(),
        origin.command(),
        origin.started(),
        options,
        reports.stream().map(DrillReport::judgement).toList(),
        spreads(reports));
  }

  private static List<Spread> spreads(List<DrillReport> reports) {
    Map<String, List<Figure>> named = new LinkedHashMap<>();
    for (DrillReport report : reports) {
      report.figures().stream()
          .filter(figure -> figure.quantity().isPresent())
          .forEach(
              figure -> named.computeIfAbsent(figure.name(), n -> new ArrayList<>()).add(figure));
    }
    return named.values().stream().map(Campaign::spread).toList();
  }

  private static Spread spread(List<Figure> figures) {
    Figure first = figures.get(0);
    return new Spread(
        first.name(),
        first.quantity().map(Quantity::unit).orElse(""),
        figures.stream().flatMap(one -> one.quantity().stream()).map(Quantity::amount).toList(),
        figures.stream().flatMap(one -> one.limit().stream()).findFirst(),
        (int) figures.stream().filter(Figure::holds).count());
  }

  /** Where it is kept among the drills: {@code campaigns/20261130-161500-dc-loss.md}, and .json. */
  public Path write(Path drills) {
    Path directory = drills.resolve("campaigns");
    String name = STAMP.format(started) + "-" + drill;
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(name + ".json"),
          DrillJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
      return Files.writeString(directory.resolve(name + ".md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException("The campaign cannot be written to " + directory, e);
    }
  }

  /** As a page of the documentation. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# %s, %d times%n%n".formatted(drill, judgements.size()));
    page.append("`%s`, begun %s.%n%n".formatted(command, started));
    options.forEach((name, value) -> page.append("* %s: %s%n".formatted(name, value)));
    page.append("%nRuns: %s.%n%n".formatted(tally()));
    page.append(
        "| figure | median | least | most | limit | kept by |\n|---|---:|---:|---:|---:|---:|\n");
    for (Spread one : figures) {
      page.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  one.figure(),
                  one.shown(one.median()),
                  one.shown(one.least()),
                  one.shown(one.most()),
                  one.limit().orElse("–"),
                  one.limit().isPresent() ? one.kept() : "–"));
    }
    return page.toString();
  }

  private String tally() {
    Map<Judgement, Integer> counts = new LinkedHashMap<>();
    judgements.forEach(judgement -> counts.merge(judgement, 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach((judgement, count) -> words.add("%s: %d".formatted(judgement.title(), count)));
    return String.join(", ", words);
  }

  /** For a terminal. */
  public String table() {
    return SummaryTable.over(figures);
  }

  /** The worst of all runs. */
  public Judgement judgement() {
    return judgements.stream().max(Judgement::compareTo).orElseThrow();
  }
}
