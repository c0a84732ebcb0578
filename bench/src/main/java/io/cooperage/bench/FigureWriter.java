package io.cooperage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Where a benchmark with a process of its own leaves its figures: a line of JSON each in the file
 * that the system property {@value #PROPERTY} names; without it, as a table on standard output.
 */
public final class FigureWriter {

  public static final String PROPERTY = "cooperage.bench.figures";

  private final Optional<Path> file;

  private FigureWriter(Optional<Path> file) {
    this.file = file;
  }

  public static FigureWriter open() {
    return new FigureWriter(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
  }

  public void write(Figure figure) {
    write(List.of(figure));
  }

  public void write(List<Figure> figures) {
    if (file.isEmpty()) {
      System.out.print(FigureTable.of(figures));
      return;
    }
    try {
      Files.write(
          file.get(),
          figures.stream().map(BenchJson::line).toList(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The figures cannot be written to " + file.get(), e);
    }
  }
}
