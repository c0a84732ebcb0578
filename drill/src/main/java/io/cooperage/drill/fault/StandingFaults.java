package io.cooperage.drill.fault;

import io.cooperage.drill.host.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The faults that stand, each a numbered directory that holds what undoes it. Nothing is known that
 * is not there, so every process sees the same, and a fault outlives whoever injected it no longer
 * than its dead man lets it.
 */
public final class StandingFaults {

  /** Takes the seconds to wait and the fault's directory. */
  private static final String DEAD_MAN =
      """
      sleep "$1"
      [ -d "$2" ] || exit 0
      echo "nobody healed $(cat "$2/fault") in $1 s: healing it"
      : > "$2/healing"
      for attempt in $(seq 120); do
        if sh "$2/heal.sh"; then
          rm -rf "$2"
          exit 0
        fi
        sleep 1
      done
      """;

  private final Path directory;
  private final Path logs;

  /**
   * @param directory where they are; need not exist
   * @param logs where dead men write what they do
   */
  public StandingFaults(Path directory, Path logs) {
    this.directory = directory;
    this.logs = logs;
  }

  /**
   * What ends a fault, as shell commands that may be run again and again.
   *
   * @param undo lets what still runs work again
   * @param restore starts what has ended, after that
   */
  public record Healing(List<String> undo, List<String> restore) {}

  /**
   * Writes down a fault that is about to be injected, and starts its dead man.
   *
   * @param healing takes the fault, whose number and directory the commands may need
   */
  public StandingFault arm(
      FaultSpec spec, Duration deadMan, Function<StandingFault, Healing> healing) {
    StandingFault fault = create();
    try {
      Healing commands = healing.apply(fault);
      fault.write(spec, deadMan, commands);
      fault.deadMan().start(deadMan(deadMan, fault), Map.of());
      return fault;
    } catch (IOException e) {
      fault.disarm();
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> deadMan(Duration after, StandingFault fault) {
    return List.of(
        "sh",
        "-c",
        DEAD_MAN,
        "dead-man",
        String.format(Locale.ROOT, "%.1f", after.toMillis() / 1e3),
        fault.directory().toString());
  }

  /** In the order in which they were injected. */
  public List<StandingFault> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d{1,9}"))
          .map(name -> at(Integer.parseInt(name)))
          .filter(StandingFault::stands)
          .sorted(Comparator.comparing(StandingFault::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fault with this number. */
  public Optional<StandingFault> find(int number) {
    return Optional.of(at(number)).filter(StandingFault::stands);
  }

  /** One that would get in the way of this one: of the same kind, and on one of its targets. */
  public Optional<StandingFault> clashing(FaultSpec spec) {
    return list().stream().filter(fault -> fault.is(spec)).findFirst();
  }

  private StandingFault at(int number) {
    return new StandingFault(
        number,
        directory.resolve(Integer.toString(number)),
        new Daemon("dead-man", directory.resolve(Integer.toString(number)), logs));
  }

  private StandingFault create() {
    try {
      Files.createDirectories(directory);
      for (int number = 1; ; number++) {
        try {
          Files.createDirectory(directory.resolve(Integer.toString(number)));
          return at(number);
        } catch (FileAlreadyExistsException taken) {
          // The next number, then.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
