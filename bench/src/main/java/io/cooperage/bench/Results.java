package io.cooperage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The figures that a page shows: of the last run, and of earlier ones what the last did not
 * measure.
 *
 * @param runs newest first
 */
public record Results(List<Run> runs) {

  public Results {
    runs = List.copyOf(runs);
  }

  /** With a newer run, whose figures replace those of the same ids. */
  public Results with(Run newest) {
    List<String> ids = newest.figures().stream().map(Figure::id).toList();
    List<Run> all = new ArrayList<>();
    all.add(newest);
    runs.stream()
        .filter(run -> !run.started().equals(newest.started()))
        .map(run -> run.withoutFigures(ids))
        .filter(run -> !run.figures().isEmpty())
        .forEach(all::add);
    return new Results(all);
  }

  public static Results read(Path file) {
    return BenchJson.read(file, Results.class);
  }

  public void write(Path file) {
    BenchJson.write(file, this);
  }

  /** Reads the lines that a benchmark in a process of its own wrote, a figure each. */
  public static List<Figure> readLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(line -> BenchJson.parse(line, Figure.class)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The figures in " + file + " cannot be read", e);
    }
  }
}
