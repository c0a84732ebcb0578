package io.cooperage.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of one build on one machine.
 *
 * @param commit of the build
 * @param machine empty if it was not written down
 * @param note what has to be known to read the figures
 * @param parts by the name of the benchmark
 */
public record Run(
    Instant started,
    String commit,
    Optional<Machine> machine,
    Optional<String> note,
    Map<String, Part> parts,
    List<Figure> figures) {

  public Run {
    parts = Map.copyOf(parts);
    figures = List.copyOf(figures);
  }

  /** A run in which nothing was measured yet. */
  public static Run begin(Instant started, String commit, Machine machine) {
    return new Run(started, commit, Optional.of(machine), Optional.empty(), Map.of(), List.of());
  }

  /** With a benchmark more, whose figures replace earlier ones of the same ids. */
  public Run with(String benchmark, Part part, List<Figure> measured) {
    Map<String, Part> allParts = new TreeMap<>(parts);
    allParts.put(benchmark, part);
    List<String> ids = measured.stream().map(Figure::id).toList();
    List<Figure> all = new ArrayList<>(figures);
    all.removeIf(figure -> ids.contains(figure.id()));
    all.addAll(measured);
    return new Run(started, commit, machine, note, allParts, all);
  }

  /** Whether a benchmark came to its end in this run. */
  public boolean has(String benchmark) {
    return Optional.ofNullable(parts.get(benchmark))
        .filter(part -> part.problem().isEmpty())
        .isPresent();
  }

  /** Whether every figure is as wanted. */
  public boolean allMet() {
    return figures.stream().allMatch(figure -> figure.met().orElse(true));
  }

  public Run withNote(String text) {
    return new Run(started, commit, machine, Optional.of(text), parts, figures);
  }

  Run withoutFigures(List<String> ids) {
    List<Figure> kept = figures.stream().filter(figure -> !ids.contains(figure.id())).toList();
    return new Run(started, commit, machine, note, parts, kept);
  }
}
