package io.cooperage.drill.fault;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts links and joins them again, over and over, by a process of its own that has to be ended. */
public final class FlappingLink {

  /** The name of the process. */
  public static final String PROCESS = "flapping";

  /** Takes the script that cuts, the one that joins, and the seconds after each. */
  private static final String LOOP =
      """
      while [ -e "$1" ]; do
        nft -f "$1"
        sleep "$3"
        nft -f "$2"
        sleep "$4"
      done
      """;

  private final Cuts cuts;
  private final Path directory;
  private final Path logs;

  /**
   * @param directory for the process's files
   */
  public FlappingLink(Cuts cuts, Path directory, Path logs) {
    this.cuts = cuts;
    this.directory = directory;
    this.logs = logs;
  }

  /**
   * Begins with a cut.
   *
   * @param share the per cent of the period that the links are cut
   */
  public void start(Collection<Cuts.Direction> directions, Duration period, double share) {
    Path cut = write("cut.nft", cuts.script(directions));
    Path join = write("join.nft", cuts.script(List.of()));
    double seconds = period.toMillis() / 1e3;
    List<String> command = new ArrayList<>(NetworkNamespaces.enter(cuts.namespace()));
    command.addAll(List.of("sh", "-c", LOOP, PROCESS, cut.toString(), join.toString()));
    command.add(String.format(Locale.ROOT, "%.3f", seconds * share / 100));
    command.add(String.format(Locale.ROOT, "%.3f", seconds * (100 - share) / 100));
    new Daemon(PROCESS, directory, logs).start(command, Map.of());
  }

  private Path write(String name, String script) {
    try {
      return Files.writeString(directory.resolve(name), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
