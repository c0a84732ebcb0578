package io.cooperage.drill.fault;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A fault that stands, with its dead man; it stands as long as its directory does. */
public final class StandingFault {

  private static final Duration HEALED = Duration.ofMinutes(6);
  private static final String SPEC = "fault";
  private static final String TALLY = ".tally";

  /** What commands that undo a fault may use. */
  private static final String FUNCTIONS =
      """
      # Ends the process, and its group, that a file names by number and start.
      end() {
        pid= ticks=
        [ ! -e "$1" ] || read -r pid ticks < "$1" || :
        [ -n "$ticks" ] || return 0
        [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)" = "$ticks" ] || return 0
        kill -s KILL -- "-$pid"
      }
      """;

  private final int number;
  private final Path directory;
  private final Daemon deadMan;

  StandingFault(int number, Path directory, Daemon deadMan) {
    this.number = number;
    this.directory = directory;
    this.deadMan = deadMan;
  }

  /** Its number: the lowest that was free. */
  public int number() {
    return number;
  }

  /** Where its files are; whatever it needs may be added, and goes with it. */
  public Path directory() {
    return directory;
  }

  Daemon deadMan() {
    return deadMan;
  }

  /** Kind, targets and parameters on one line. */
  public String what() {
    return line(SPEC);
  }

  /** How long until its dead man heals it; zero if that is under way. */
  public Duration left(Instant now) {
    Duration left = Duration.between(now, Instant.parse(line("until")));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The file of a process of this fault that writes a line each time that it hits something. */
  public Path tally(String process) {
    return directory.resolve(process + TALLY);
  }

  /** How often it has hit something; empty: it keeps no tally. */
  public OptionalLong hits() {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> tallies = files.filter(file -> file.toString().endsWith(TALLY)).toList();
      long hits = 0;
      for (Path tally : tallies) {
        hits += Files.readAllLines(tally).size();
      }
      return tallies.isEmpty() ? OptionalLong.empty() : OptionalLong.of(hits);
    } catch (NoSuchFileException healed) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has not been healed. */
  public boolean stands() {
    return Files.exists(directory.resolve(SPEC));
  }

  /** Whether it is a fault of this kind on one of these targets. */
  boolean is(FaultSpec spec) {
    return spec.clashesWith(what());
  }

  /** Lets what still runs work again. */
  public void undo() {
    Command.of("sh", directory.resolve("undo.sh").toString()).run();
  }

  /** Heals it with all that belongs to it, and disarms its dead man. */
  public void heal() {
    if (awaitDeadMan()) {
      return;
    }
    Command.of("sh", directory.resolve("heal.sh").toString()).within(HEALED).run();
    disarm();
  }

  /** Whether its dead man has begun to heal it. */
  public boolean healing() {
    return Files.exists(directory.resolve("healing")) && deadMan.running();
  }

  /** If its dead man is healing it, waits for that; whether it is healed now. */
  public boolean awaitDeadMan() {
    if (stands() && healing()) {
      Poll.until(HEALED, () -> !stands() || !deadMan.running());
    }
    return !stands();
  }

  /** Ends its dead man, and forgets it. */
  public void disarm() {
    deadMan
        .process()
        .ifPresent(
            // The group, since the dead man may have begun to heal.
            process -> Kernel.INSTANCE.kill(-(int) process.pid(), Kernel.SIGKILL));
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(FaultSpec spec, Duration deadMan, StandingFaults.Healing healing) throws IOException {
    List<String> undo = new ArrayList<>(healing.undo());
    undo.add(0, FUNCTIONS);
    script("undo.sh", undo);
    List<String> heal = new ArrayList<>(healing.restore());
    heal.add(0, "sh %s || exit 1".formatted(Shell.quote(directory.resolve("undo.sh").toString())));
    script("heal.sh", heal);
    Files.writeString(directory.resolve("until"), Instant.now().plus(deadMan) + "\n");
    Files.writeString(directory.resolve(SPEC), spec.what() + "\n");
  }

  private void script(String name, List<String> commands) throws IOException {
    Files.writeString(directory.resolve(name), String.join("\n", commands) + "\n");
  }

  private String line(String file) {
    try {
      return Files.readString(directory.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
