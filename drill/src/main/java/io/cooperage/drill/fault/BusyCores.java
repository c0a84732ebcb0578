package io.cooperage.drill.fault;

import io.cooperage.drill.host.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A process for each core that computes for a share of each period and rests for what is left of
 * it, whoever else wants the core. It goes on as long as its file is there.
 */
public final class BusyCores {

  static final String PROCESS = "burners";
  static final String FILE = "burning";

  private static final double PERIOD = 0.2;

  /**
   * Takes the file, and the seconds to burn and to rest. Each time of burning ends by itself. Each
   * core's has a session of its own, and so the weight of any other program there, also when
   * whoever began it has less.
   */
  private static final String LOOP =
      """
      renice -n 0 -p $$ > /dev/null 2>&1 || :
      for core in $(seq "$(nproc)"); do
        setsid sh -c '
          while [ -e "$1" ]; do
            timeout "$2" sh -c "while :; do :; done"
            sleep "$3"
          done
        ' burner "$@" &
      done
      wait
      """;

  private final Path directory;
  private final Path logs;

  /**
   * @param directory for the process's files
   */
  public BusyCores(Path directory, Path logs) {
    this.directory = directory;
    this.logs = logs;
  }

  /**
   * Begins.
   *
   * @param share per cent of the time
   */
  public void start(double share) {
    try {
      Path file = Files.writeString(directory.resolve(FILE), "");
      new Daemon(PROCESS, directory, logs)
          .start(
              List.of(
                  "sh", "-c", LOOP, PROCESS, file.toString(), seconds(share), seconds(100 - share)),
              Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shell command that ends it, within a period. */
  public String ending() {
    return "rm -f " + Shell.quote(directory.resolve(FILE).toString());
  }

  /** The part of a period that this share is, in seconds, as {@code timeout} and sleep take it. */
  public static String seconds(double share) {
    return String.format(Locale.ROOT, "%.3f", PERIOD * share / 100);
  }
}
