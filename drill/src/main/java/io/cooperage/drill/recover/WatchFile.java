package io.cooperage.drill.recover;

import io.cooperage.drill.definition.StrictYaml;
import io.cooperage.drill.fault.Times;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.watchdog.WatchdogConfig;
import io.cooperage.galera.watchdog.WatchdogLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The file that {@code cooperage galera watch} is told what to do by.
 *
 * @param limits those that differ from the defaults
 */
public record WatchFile(
    String node,
    Database database,
    String dataDirectory,
    String pidFile,
    String stateFile,
    Optional<Limits> limits) {

  /** The local node. */
  public record Database(String url, String user, String passwordFile) {}

  /** Times as in {@code 250ms} or {@code 2s}. */
  public record Limits(
      Optional<String> interval,
      Optional<String> canaryPace,
      Optional<String> canaryLimit,
      Optional<String> diskLimit,
      Optional<String> statusLimit,
      Optional<Integer> lateLooks,
      Optional<String> stillLimit,
      Optional<Integer> receiveQueue,
      Optional<String> stagger,
      Optional<String> reprieve,
      Optional<String> viewAge) {

    private WatchdogLimits over(WatchdogLimits defaults) {
      return new WatchdogLimits(
          time(interval, defaults.interval()),
          time(canaryPace, defaults.canaryPace()),
          time(canaryLimit, defaults.canaryLimit()),
          time(diskLimit, defaults.diskLimit()),
          time(statusLimit, defaults.statusLimit()),
          lateLooks.orElse(defaults.lateLooks()),
          time(stillLimit, defaults.stillLimit()),
          receiveQueue.orElse(defaults.receiveQueue()),
          time(stagger, defaults.stagger()),
          time(reprieve, defaults.reprieve()),
          time(viewAge, defaults.viewAge()));
    }

    private static Duration time(Optional<String> given, Duration otherwise) {
      return given.map(Times::parse).orElse(otherwise);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the file, and what is wrong in it
   */
  public static WatchdogConfig read(Path file) {
    try {
      WatchFile read = StrictYaml.read(file.toString(), Files.readString(file), WatchFile.class);
      return read.config(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s, or what it names, cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private WatchdogConfig config(Path file) throws IOException {
    try {
      return config();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private WatchdogConfig config() throws IOException {
    String password = Files.readString(Path.of(database.passwordFile())).strip();
    return new WatchdogConfig(
        node,
        DatabaseConfig.of(database.url(), database.user(), password),
        Path.of(dataDirectory),
        Path.of(pidFile),
        Path.of(stateFile),
        limits
            .map(given -> given.over(WatchdogLimits.defaults()))
            .orElseGet(WatchdogLimits::defaults));
  }
}
