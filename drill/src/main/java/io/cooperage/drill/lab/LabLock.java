package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets one process at a time change the lab; the kernel drops it with the process. Within its
 * process it can be taken again: what a drill does, it may do at once. Thread-safe.
 */
final class LabLock implements AutoCloseable {

  private static final Map<Path, LabLock> HELD = new HashMap<>();

  private final Path file;
  private final FileChannel channel;
  private int holders = 1;

  private LabLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LabLock take(LabDirectory directory) {
    Path file = directory.root().resolve("lock");
    synchronized (HELD) {
      LabLock held = HELD.get(file);
      if (held != null) {
        held.holders++;
        return held;
      }
      LabLock taken = lock(file);
      HELD.put(file, taken);
      return taken;
    }
  }

  private static LabLock lock(Path file) {
    String owner =
        Surroundings.current()
            .caller()
            .orElseGet(() -> Long.toString(ProcessHandle.current().pid()));
    try {
      while (true) {
        Files.createDirectories(file.getParent());
        Object before = identity(file);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw new LabException(
              "Process %s is changing this lab.".formatted(Files.readString(file)),
              "wait for it, or end it");
        }
        // A lab that ends removes its lock: only the file that is still there excludes others.
        if (identity(file).equals(before)) {
          channel.truncate(0);
          channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
          return new LabLock(file, channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which file this is. Asked by name: opening and closing it would give the lock away. */
  private static Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return "none";
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      holders--;
      if (holders > 0) {
        return;
      }
      HELD.remove(file);
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
