package io.cooperage.drill.rootless;

import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.lab.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a machine must have so that an ordinary user can have a lab. */
final class Requirements {

  /** As many as Debian gives a new user; a lab needs mysql's id, nobody's and one per machine. */
  static final long IDS = 65536;

  private static final String NAMESPACES = "proc/sys/user/max_user_namespaces";
  private static final String CLONE = "proc/sys/kernel/unprivileged_userns_clone";
  private static final String APPARMOR = "proc/sys/kernel/apparmor_restrict_unprivileged_userns";

  private final Path root;
  private final String searchPath;
  private final String user;
  private final int uid;

  /**
   * @param root of the file system to look at
   * @param searchPath where programs are, as {@code PATH} says it
   */
  Requirements(Path root, String searchPath, String user, int uid) {
    this.root = root;
    this.searchPath = searchPath;
    this.user = user;
    this.uid = uid;
  }

  static Requirements ofThisUser() {
    return new Requirements(
        Path.of("/"),
        Optional.ofNullable(System.getenv("PATH")).orElse(""),
        System.getProperty("user.name"),
        Privileges.user());
  }

  /** Something that is missing, and the command of root's that mends it. */
  record Lack(String what, String remedy) {}

  /**
   * Refuses a machine on which the lab could not run.
   *
   * @throws LabException with everything that is missing
   */
  void check() {
    List<Lack> missing = missing();
    if (!missing.isEmpty()) {
      throw new LabException(
          "User %s cannot have a lab without root on this machine:\n  %s"
              .formatted(user, join(missing.stream().map(Lack::what).toList())),
          "as root:\n  %s\n  or, where you have sudo, a lab of root's: sudo make up"
              .formatted(join(missing.stream().map(Lack::remedy).distinct().toList())));
    }
  }

  private static String join(List<String> lines) {
    return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n  "));
  }

  List<Lack> missing() {
    List<Lack> missing = new ArrayList<>();
    for (String program : List.of("newuidmap", "newgidmap")) {
      if (!installed(program)) {
        missing.add(
            new Lack(
                program + " is not installed.", "apt-get install --no-install-recommends uidmap"));
      }
    }
    for (String setting : List.of(NAMESPACES, CLONE)) {
      value(setting)
          .filter("0"::equals)
          .ifPresent(
              value ->
                  missing.add(
                      new Lack(
                          "The kernel forbids user namespaces: /%s is 0.".formatted(setting),
                          "sysctl -w " + assignment(setting))));
    }
    missing.addAll(ids("subuid", "--add-subuids"));
    missing.addAll(ids("subgid", "--add-subgids"));
    return missing;
  }

  private static String assignment(String setting) {
    String name = setting.substring("proc/sys/".length()).replace('/', '.');
    return name + "=" + (setting.equals(NAMESPACES) ? "10000" : "1");
  }

  private boolean installed(String program) {
    return List.of(searchPath.split(":")).stream()
        .filter(directory -> directory.startsWith("/"))
        .anyMatch(
            directory -> Files.isExecutable(root.resolve(directory.substring(1)).resolve(program)));
  }

  private List<Lack> ids(String file, String option) {
    long have = range(root.resolve("etc").resolve(file));
    if (have >= IDS) {
      return List.of();
    }
    return List.of(
        new Lack(
            "/etc/%s gives user %s %d ids; %d are needed.".formatted(file, user, have, IDS),
            "usermod %s 100000-%d %s   # or another range that nobody has"
                .formatted(option, 100000 + IDS - 1, user)));
  }

  /** The length of the user's first range: {@code unshare --map-auto} takes that one. */
  private long range(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.strip().split(":"))
          .filter(fields -> fields.length == 3 && fields[2].matches("\\d{1,18}"))
          .filter(fields -> fields[0].equals(user) || fields[0].equals(Integer.toString(uid)))
          .mapToLong(fields -> Long.parseLong(fields[2]))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private Optional<String> value(String setting) {
    return value(root, setting);
  }

  private static Optional<String> value(Path root, String setting) {
    try {
      return Optional.of(Files.readString(root.resolve(setting)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** How to mend it when the kernel has refused although nothing is missing. */
  static String whenRefused(Path root) {
    return value(root, APPARMOR).filter("1"::equals).isPresent()
        ? "AppArmor restricts user namespaces (/%s is 1); as root: sysctl -w %s=0"
            .formatted(APPARMOR, APPARMOR.substring("proc/sys/".length()).replace('/', '.'))
        : "see the lines above; newuidmap must be setuid root, and the process may not run with"
            + " no_new_privs. Where you have sudo, `sudo make up` makes a lab of root's";
  }
}
