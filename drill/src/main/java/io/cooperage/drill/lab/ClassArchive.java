package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a program as the first of its processes had loaded them (application class-data
 * sharing, JEP 310 and 350): the next ones start with a quarter of the processor time, and share
 * the memory. An archive holds for exactly the jars that it was made of, and is named after them.
 */
final class ClassArchive {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final Duration DUMP = Duration.ofSeconds(30);

  private final Path file;

  ClassArchive(Path directory, String name, String classPath) {
    this.file = directory.resolve("%s-%s.jsa".formatted(name, Fingerprint.of(classPath)));
  }

  String name() {
    return file.getFileName().toString();
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** What a process is to be started with: to use the archive, or to be one that can be dumped. */
  List<String> options() {
    return exists()
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off")
        : List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:cds*=off");
  }

  /** Makes the archive of what a running process has loaded. Without it all works, but slower. */
  void dump(Daemon daemon) {
    Optional<ProcessId> process = daemon.process();
    if (exists() || process.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Command.of("jcmd", Long.toString(process.get().pid()), "VM.cds", "dynamic_dump")
          .and(draft.toString())
          .within(DUMP)
          .run();
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (RuntimeException | IOException e) {
      LOG.info("No class archive for {}: {}", daemon.name(), e.getMessage());
    }
  }
}
