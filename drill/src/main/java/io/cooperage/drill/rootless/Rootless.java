package io.cooperage.drill.rootless;

import io.cooperage.drill.host.Foreground;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.lab.Privileges;
import io.cooperage.drill.lab.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An ordinary user's way into their lab. The namespaces are made by the first command that needs
 * them and end with the first that leaves nothing inside, which is {@code lab down}.
 */
public final class Rootless {

  private static final String DOOR = "/run/cooperage-door";

  private final Path directory;
  private final UserNamespace namespace;
  private final DoorRelay relay;

  /**
   * @param lab where the lab keeps its files
   * @param port of its global load balancer on 127.0.0.1
   */
  Rootless(Path lab, int port) {
    this.directory = lab.resolve(Surroundings.DIRECTORY);
    this.namespace = new UserNamespace(directory);
    this.relay = new DoorRelay(directory, port);
  }

  /**
   * The way into a lab; empty for root, who needs none.
   *
   * @param lab where the lab keeps its files
   * @param port of its global load balancer on 127.0.0.1
   * @throws LabException if the lab is somebody else's
   */
  public static Optional<Rootless> find(Path lab, int port) {
    Privileges.requireOwn(lab);
    return Privileges.root() ? Optional.empty() : Optional.of(new Rootless(lab, port));
  }

  /**
   * The way to a lab's addresses; empty where none is needed: root's lab is reached from everywhere
   * on the machine, by everybody.
   *
   * @param lab where the lab keeps its files
   * @param port of its global load balancer on 127.0.0.1
   * @throws LabException if the lab is another ordinary user's
   */
  public static Optional<Rootless> reaching(Path lab, int port) {
    return Privileges.rootOwns(lab) ? Optional.empty() : find(lab, port);
  }

  /**
   * Runs this very program again, inside; returns its exit code.
   *
   * @param opens whether it is to open the lab's port, so that another's program there is in the
   *     way
   */
  public int again(boolean opens) {
    try {
      exclusively(() -> start(opens));
      return run(thisProgram());
    } finally {
      exclusively(this::endIfVacant);
    }
  }

  /**
   * Runs a command inside a lab that stands; returns its exit code.
   *
   * @throws LabException if it does not stand
   */
  public int run(List<String> command) {
    Surroundings surroundings =
        new Surroundings(
            Optional.of(Path.of(DOOR)), Optional.of(Long.toString(ProcessHandle.current().pid())));
    return Foreground.run(namespace.inside(command), surroundings.environment());
  }

  private void start(boolean opens) {
    if (!namespace.stands()) {
      // Whose namespaces are gone is of no use any more.
      relay.end();
      Requirements.ofThisUser().check();
      namespace.start();
    }
    if (opens || relay.portFree()) {
      relay.start(namespace.outside(DOOR));
    }
  }

  private void endIfVacant() {
    if (!namespace.vacant()) {
      return;
    }
    relay.end();
    namespace.end();
    try {
      for (String file : List.of("namespace.log", "door.log", "door.cfg", "lock")) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.deleteIfExists(directory);
      Files.deleteIfExists(directory.getParent());
    } catch (DirectoryNotEmptyException e) {
      // The lab's data.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exclusively(Runnable change) {
    try {
      Files.createDirectories(directory);
      try (FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        change.run();
      }
    } catch (AccessDeniedException e) {
      throw new LabException(
          "%s cannot be made by this user.".formatted(directory), "use a checkout of your own");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line of this process, as the kernel has it. */
  private static List<String> thisProgram() {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      String[] words = new String(line, StandardCharsets.UTF_8).split("\0", -1);
      List<String> command = new ArrayList<>();
      command.add(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString());
      command.addAll(Arrays.asList(words).subList(1, words.length - 1));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
