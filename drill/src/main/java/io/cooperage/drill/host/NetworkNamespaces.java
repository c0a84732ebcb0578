package io.cooperage.drill.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The named network namespaces of this machine, and the processes inside them. */
public final class NetworkNamespaces {

  private static final Path DIRECTORY = Path.of("/run/netns");

  private NetworkNamespaces() {}

  /** What to put before a command so that it runs inside {@code namespace}. */
  public static List<String> enter(String namespace) {
    return List.of("ip", "netns", "exec", namespace);
  }

  /** The names that begin with {@code prefix}, sorted. */
  public static List<String> list(String prefix) {
    if (!Files.isDirectory(DIRECTORY)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(DIRECTORY)) {
      return names
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes inside any of these namespaces, whoever started them. */
  public static List<ProcessId> processes(Collection<String> namespaces) {
    Set<String> links = new HashSet<>();
    namespaces.forEach(name -> inode(name).ifPresent(inode -> links.add("net:[" + inode + "]")));
    return NamespaceMembers.find("net", links);
  }

  private static Optional<Long> inode(String name) {
    try {
      return Optional.of((Long) Files.getAttribute(DIRECTORY.resolve(name), "unix:ino"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
