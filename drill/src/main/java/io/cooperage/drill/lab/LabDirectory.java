package io.cooperage.drill.lab;

import io.cooperage.drill.fault.StandingFaults;
import io.cooperage.drill.host.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a lab keeps its files: {@code .lab} in the checkout, {@code .lab-N} for lab N. */
final class LabDirectory {

  private final Path root;

  LabDirectory(Path checkout, int index) {
    this.root =
        checkout.toAbsolutePath().normalize().resolve(index == 0 ? ".lab" : ".lab-" + index);
  }

  Path root() {
    return root;
  }

  Path env() {
    return root.resolve("env");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path logs() {
    return root.resolve("log");
  }

  Path run() {
    return root.resolve("run");
  }

  /** Class archives of the programs, worth keeping until the programs change. */
  Path classes() {
    return root.resolve("classes");
  }

  Path datacenter(Datacenter datacenter) {
    return root.resolve(datacenter.name());
  }

  StandingFaults faults() {
    return new StandingFaults(run().resolve("faults"), logs());
  }

  Daemon daemon(String name) {
    return new Daemon(name, run(), logs());
  }

  /** Writes a file that only its owner can read; returns whether that changed anything. */
  static boolean writePrivate(Path file, String text) {
    return write(file, text, "rw-------");
  }

  /** Writes a file that everybody can read; returns whether that changed anything. */
  static boolean writePublic(Path file, String text) {
    return write(file, text, "rw-r--r--");
  }

  private static boolean write(Path file, String text, String permissions) {
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(mode);
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        return false;
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, attribute);
      Files.writeString(draft, text);
      Files.setPosixFilePermissions(draft, mode);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything that is this lab's, data included. */
  void removeAll() {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .filter(entry -> !entry.endsWith(Surroundings.DIRECTORY))
          .forEach(LabDirectory::removeTree);
      Files.delete(root);
    } catch (DirectoryNotEmptyException e) {
      // Who runs the lab in a namespace still needs what is left, and removes it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything that is not data: the next start makes it again. */
  void removeTransient() {
    for (Path path :
        List.of(env(), logs(), run(), root.resolve("haproxy.cfg"), root.resolve("lock"))) {
      removeTree(path);
    }
    for (Datacenter datacenter : Datacenter.all()) {
      removeTransient(datacenter);
    }
  }

  private void removeTransient(Datacenter datacenter) {
    Path directory = datacenter(datacenter);
    if (!Files.isDirectory(directory)) {
      return;
    }
    Set<String> data = Set.of("galera", "galera.img", "zookeeper", "machines");
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(entry -> !data.contains(entry.getFileName().toString()))
          .forEach(LabDirectory::removeTree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    removeTree(directory.resolve("galera/etc"));
  }

  /** Removes a file, or a directory with all that is in it. */
  static void removeTree(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
