package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clocks of a datacenter's programs. libfaketime stands between them and the kernel's, and
 * looks once a second into a file that says how far they are off; clocks that only count time are
 * the kernel's own.
 */
final class LabClock {

  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final Duration NEAR = Duration.ofSeconds(3);
  private static final String NOT_OFF = "+0";

  /** Where mariadbd finds its file, which lies among its other ones. */
  private static final String DATABASE_FILE = "/run/galera/etc/clock";

  /**
   * Takes the library, the file and a command. The library keeps something for each process where
   * memory is shared, and leaves it there when the process is killed: hence a place that goes away.
   */
  private static final String PRELOAD =
      """
      mount -t tmpfs -o mode=1777,size=1m clock /dev/shm || exit 1
      library=$1
      file=$2
      shift 2
      exec env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$file" FAKETIME_CACHE_DURATION=1 \
        FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 "$@"
      """;

  private final LabSite site;
  private final Optional<Path> library = library();

  LabClock(LabSite site) {
    this.site = site;
  }

  private static Optional<Path> library() {
    try (DirectoryStream<Path> machines =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
      for (Path machine : machines) {
        Path library = machine.resolve("faketime/libfaketime.so.1");
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether clocks can be changed here. */
  boolean possible() {
    return library.isPresent();
  }

  /** The command of a program whose clock is its datacenter's; for a mount namespace of its own. */
  List<String> program(Datacenter datacenter, List<String> command) {
    return preload(command, file(datacenter), file(datacenter).toString());
  }

  /** The same for the database, whose files are elsewhere to it. */
  List<String> database(Datacenter datacenter, List<String> command) {
    return preload(command, databaseFile(datacenter), DATABASE_FILE);
  }

  private List<String> preload(List<String> command, Path file, String seen) {
    if (library.isEmpty()) {
      return command;
    }
    if (!Files.exists(file)) {
      LabDirectory.writePublic(file, NOT_OFF);
    }
    return Stream.concat(
            Stream.of("sh", "-c", PRELOAD, "clock", library.get().toString(), seen),
            command.stream())
        .toList();
  }

  /** Makes the clocks of datacenters jump, and returns when their databases' have. */
  LabFault skew(FaultSpec spec) {
    List<Datacenter> places = spec.targets().stream().map(Datacenter::named).toList();
    Duration by = spec.time("by");
    String offset = String.format(Locale.ROOT, "%+.3f", by.toMillis() / 1e3);
    List<String> undo = new ArrayList<>();
    for (Datacenter place : places) {
      undo.add("echo %s > %s".formatted(NOT_OFF, Shell.quote(file(place).toString())));
      undo.add("echo %s > %s".formatted(NOT_OFF, Shell.quote(databaseFile(place).toString())));
    }
    // Until everybody has looked.
    undo.add("sleep 2");
    return LabFault.undone(
        () -> {
          places.forEach(place -> set(place, offset));
          places.forEach(place -> await(place, by));
        },
        undo);
  }

  private void set(Datacenter datacenter, String offset) {
    try {
      // Written over, since programs that read it know the file by its place.
      Files.writeString(file(datacenter), offset);
      Files.writeString(databaseFile(datacenter), offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Datacenter datacenter, Duration by) {
    GaleraNodes nodes = new GaleraNodes(site);
    boolean skewed =
        Poll.until(
            NOTICED,
            () ->
                Duration.between(Instant.now().plus(by), now(nodes, datacenter))
                        .abs()
                        .compareTo(NEAR)
                    < 0);
    if (!skewed) {
      throw new LabException(
          "The clock of the database of %s has not jumped.".formatted(datacenter),
          "`make down up` starts it with a clock that can");
    }
  }

  private static Instant now(GaleraNodes nodes, Datacenter datacenter) {
    String seconds = nodes.query(datacenter, "SELECT UNIX_TIMESTAMP(SYSDATE())").strip();
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private Path file(Datacenter datacenter) {
    return site.directory().datacenter(datacenter).resolve("clock");
  }

  private Path databaseFile(Datacenter datacenter) {
    return site.disks().directory(datacenter).resolve("etc/clock");
  }
}
