package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the lab needs of whoever starts it. */
public final class Privileges {

  private Privileges() {}

  static boolean root() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
              + " ordinary user may not.",
          "sudo bin/cooperage lab … (`make up` does so by itself where sudo is installed)");
    }
  }
}
