package io.cooperage.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in Markdown between whose texts, written by hand, stand tables of figures: between {@code
 * <!-- figures GROUP… -->} and {@code <!-- end -->} those of the named groups, or all runs for
 * {@code <!-- runs -->}. Filling a page that was filled before renews its tables.
 */
public final class FigurePage {

  private static final Pattern PLACE =
      Pattern.compile("(<!-- (figures(?: [a-z-]+)+|runs) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private final Results results;

  public FigurePage(Results results) {
    this.results = results;
  }

  /**
   * @throws IllegalArgumentException if the page has no place for a figure, or a place for none
   */
  public String fill(String page) {
    Set<String> shown = new HashSet<>();
    Matcher place = PLACE.matcher(page);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      List<String> words = List.of(place.group(2).split(" "));
      List<String> groups = words.subList(1, words.size());
      shown.addAll(groups);
      String content = words.get(0).equals("runs") ? runs() : table(groups);
      place.appendReplacement(
          filled, Matcher.quoteReplacement(place.group(1) + content + place.group(3)));
    }
    place.appendTail(filled);
    Set<String> left = groups();
    left.removeAll(shown);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "The page has no place for the figures %s. Add <!-- figures %s --> and <!-- end -->."
              .formatted(left, String.join(" ", left)));
    }
    return filled.toString();
  }

  private Set<String> groups() {
    return results.runs().stream()
        .flatMap(run -> run.figures().stream())
        .map(Figure::group)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A line of the table. */
  private record Line(Figure figure, String run) {}

  private String table(List<String> groups) {
    List<Line> lines = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < results.runs().size(); i++) {
      for (Figure figure : results.runs().get(i).figures()) {
        if (groups.contains(figure.group())) {
          lines.add(new Line(figure, letter(i)));
          order.add(figure.id());
        }
      }
    }
    if (lines.isEmpty()) {
      return "\nNot measured yet.\n\n";
    }
    lines.sort(
        Comparator.comparing((Line line) -> groups.indexOf(line.figure().group()))
            .thenComparing(line -> order.indexOf(line.figure().id()))
            .thenComparing(Line::run));
    return rows(lines) + commands(lines) + "\n";
  }

  private static String rows(List<Line> lines) {
    boolean first = lines.stream().anyMatch(line -> line.figure().first().isPresent());
    boolean compared = lines.stream().anyMatch(line -> line.figure().comparedWith().isPresent());
    StringBuilder table = new StringBuilder("\n| figure | median (least to most) |");
    table.append(first ? " first |" : "").append(compared ? " compared with | ratio |" : "");
    table.append(" wanted | met | run |\n|---|---:|");
    table
        .append(first ? "---:|" : "")
        .append(compared ? "---:|---:|" : "")
        .append("---:|---|---|\n");
    for (Line line : lines) {
      Figure figure = line.figure();
      List<String> cells = new ArrayList<>(List.of(figure.title(), figure.valueInWords()));
      if (first) {
        cells.add(dash(figure.firstInWords()));
      }
      if (compared) {
        cells.add(dash(figure.comparisonInWords()));
        cells.add(dash(figure.ratioInWords()));
      }
      cells.add(dash(figure.wantedInWords()));
      cells.add(dash(figure.metInWords()));
      cells.add(line.run());
      table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    return table.toString();
  }

  private static String commands(List<Line> lines) {
    return lines.stream()
        .map(line -> line.figure().command())
        .filter(command -> !command.isEmpty())
        .distinct()
        .map(command -> "`" + command + "`")
        .collect(Collectors.joining(", ", "\nMeasured by ", ".\n"));
  }

  private String runs() {
    StringBuilder text =
        new StringBuilder(
            "\n| run | began (UTC) | commit | machine | note |\n|---|---|---|---|---|\n");
    for (int i = 0; i < results.runs().size(); i++) {
      Run run = results.runs().get(i);
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  letter(i),
                  run.started()
                      .toString()
                      .substring(0, "2026-11-20T12:15".length())
                      .replace('T', ' '),
                  run.commit(),
                  run.machine().map(Machine::inWords).orElse("–"),
                  run.note().orElse("–")));
    }
    return text.append('\n').toString();
  }

  private static String letter(int run) {
    return String.valueOf((char) ('a' + run));
  }

  private static String dash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
