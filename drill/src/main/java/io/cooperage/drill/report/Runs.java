package io.cooperage.drill.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs that left something in a directory. */
public final class Runs {

  private final Path drills;

  public Runs(Path drills) {
    this.drills = drills;
  }

  /** All, the newest first. */
  public List<Run> all() {
    return directories().stream().map(Runs::run).toList();
  }

  /** The newest. */
  public Optional<ReportDirectory> newest() {
    return directories().stream().findFirst();
  }

  /** The last run of the same drill with the same options that began before this one. */
  Optional<Run> before(DrillReport.Origin origin) {
    return directories().stream()
        .filter(directory -> directory.drill().equals(origin.drill()))
        .filter(directory -> directory.started().isBefore(origin.started()))
        .map(Runs::run)
        .filter(run -> run.report().filter(report -> alike(report.origin(), origin)).isPresent())
        .findFirst();
  }

  private static boolean alike(DrillReport.Origin one, DrillReport.Origin other) {
    return one.options().equals(other.options()) && one.started().isBefore(other.started());
  }

  private List<ReportDirectory> directories() {
    if (!Files.isDirectory(drills)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(drills)) {
      return entries
          .filter(Files::isDirectory)
          .map(ReportDirectory::open)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing((ReportDirectory one) -> one.name()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The runs in " + drills + " cannot be listed", e);
    }
  }

  private static Run run(ReportDirectory directory) {
    try {
      return new Run(directory, Optional.of(directory.read()));
    } catch (UncheckedIOException e) {
      return new Run(directory, Optional.empty());
    }
  }
}
