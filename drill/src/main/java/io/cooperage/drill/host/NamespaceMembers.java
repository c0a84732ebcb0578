package io.cooperage.drill.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which processes are in which namespaces, as far as the caller may know. */
public final class NamespaceMembers {

  private NamespaceMembers() {}

  /**
   * The living processes in any of these namespaces.
   *
   * @param kind as {@code /proc/PID/ns} names it, such as {@code net}
   * @param links what the kernel calls them, such as {@code net:[4026531840]}
   */
  public static List<ProcessId> find(String kind, Set<String> links) {
    List<ProcessId> found = new ArrayList<>();
    if (links.isEmpty()) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (links.contains(link(pid, kind))) {
          ProcessId.find(pid).ifPresent(found::add);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the kernel calls a namespace of a process; empty if it ended, or is somebody else's. */
  public static String link(long pid, String kind) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/%d/ns/%s".formatted(pid, kind))).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
