package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the lab needs of whoever starts it. */
public final class Privileges {

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private Privileges() {}

  /** The number of the user that this program runs as. */
  public static int user() {
    return owner(THIS_PROCESS);
  }

  /** Whether that is root, be it of this machine or of a user namespace. */
  public static boolean root() {
    return user() == 0;
  }

  /** Whether root made this; nobody did, if it does not exist. */
  public static boolean rootOwns(Path path) {
    return Files.exists(path) && owner(path) == 0;
  }

  /**
   * Refuses ordinary users.
   *
   * @throws LabException if the user is not root
   */
  public static void requireRoot() {
    if (!root()) {
      throw new LabException(
          "The lab makes network namespaces, mounts and processes of several users, which an"
              + " ordinary user may do only inside a user namespace.",
          "`make up`, or bin/cooperage lab …, which enters one by itself; or become root");
    }
  }

  /**
   * Refuses the lab of somebody else: the files of root's lab are root's, those of an ordinary
   * user's are theirs and of users that only their namespace knows.
   *
   * @param directory of the lab; need not exist
   * @throws LabException with the owner
   */
  public static void requireOwn(Path directory) {
    if (!Files.exists(directory) || owner(directory) == user()) {
      return;
    }
    String owner = ownersName(directory);
    throw new LabException(
        "The lab in %s belongs to %s.".formatted(directory, owner),
        owner(directory) == 0
            ? "the same with sudo, or take another lab with LAB_INDEX"
            : "the same as %s and without sudo; or `make down PURGE=1` as %s, and then this"
                .formatted(owner, owner));
  }

  private static int owner(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ownersName(Path path) {
    try {
      return Files.getOwner(path).getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
