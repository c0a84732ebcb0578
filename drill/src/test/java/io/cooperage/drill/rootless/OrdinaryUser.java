package io.cooperage.drill.rootless;

import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A user without any rights, for a test that runs as root. Only commands in a mount namespace of
 * their own know the user: nothing of the machine is changed. The checkout and the JDK are mounted
 * there where the user may reach them.
 */
final class OrdinaryUser {

  static final int UID = 61234;
  static final int FIRST_SUBID = 1_310_720_000;

  private static final String NAME = "cooperage-it";
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Takes the user's directory, the repository, the JDK, and the command. */
  private static final String BECOME =
      """
      set -e
      for file in passwd group subuid subgid; do mount --bind "$1/etc/$file" "/etc/$file"; done
      mount --bind "$2" "$1/repository"
      mount --bind "$3" "$1/java"
      directory=$1
      shift 3
      cd "$directory/checkout"
      exec setpriv --reuid=%1$d --regid=%1$d --clear-groups --inh-caps=-all env -i \\
        HOME="$directory" JAVA_HOME="$directory/java" LANG=C.UTF-8 LAB_INDEX="$LAB_INDEX" \\
        COOPERAGE_HOME="$directory/checkout" COOPERAGE_JAVA_OPTIONS=-XX:-UsePerfData \\
        PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
      """
          .formatted(UID);

  private final Path directory;
  private final Path repository;
  private final int lab;

  /**
   * @param directory becomes the user's
   * @param repository where everything is built
   * @param lab the index of the user's lab
   */
  OrdinaryUser(Path directory, Path repository, int lab) throws IOException {
    this.directory = directory;
    this.repository = repository;
    this.lab = lab;
    Path etc = Files.createDirectories(directory.resolve("etc"));
    Files.createDirectories(directory.resolve("repository"));
    Files.createDirectories(directory.resolve("java"));
    account(etc, "passwd", "%s:x:%d:%d::%s:/bin/sh\n".formatted(NAME, UID, UID, directory));
    account(etc, "group", "%s:x:%d:\n".formatted(NAME, UID));
    giveIds(65536);
    Files.createDirectories(checkout());
    for (String part : List.of("bin", "server", "provisioner", "drill", "catalog")) {
      Files.createSymbolicLink(
          checkout().resolve(part), directory.resolve("repository").resolve(part));
    }
    for (Path own : List.of(directory, checkout())) {
      Files.setAttribute(own, "unix:uid", UID);
      Files.setAttribute(own, "unix:gid", UID);
    }
  }

  private static void account(Path etc, String file, String line) throws IOException {
    Files.writeString(etc.resolve(file), Files.readString(Path.of("/etc", file)) + line);
  }

  /** Lets the user have so many ids. */
  void giveIds(int count) throws IOException {
    for (String file : List.of("subuid", "subgid")) {
      Files.writeString(
          directory.resolve("etc").resolve(file), "%s:%d:%d\n".formatted(NAME, FIRST_SUBID, count));
    }
  }

  /** Where the user's lab is. */
  Path checkout() {
    return directory.resolve("checkout");
  }

  Path lab() {
    return checkout().resolve(".lab-" + lab);
  }

  Command.Outcome run(List<String> command) {
    List<String> all = new ArrayList<>(List.of("env", "LAB_INDEX=" + lab));
    all.addAll(List.of("unshare", "--mount", "sh", "-c", BECOME, "become"));
    all.addAll(
        List.of(directory.toString(), repository.toString(), System.getProperty("java.home")));
    all.addAll(command);
    return Command.of(all).within(LIMIT).attempt();
  }
}
