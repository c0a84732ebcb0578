package io.cooperage.galera.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one recovery at a time go on, and remembers one that was begun and has not come to its end:
 * the file is empty otherwise. The kernel drops the lock with the process.
 */
final class RecoveryJournal implements AutoCloseable {

  private final FileChannel channel;

  private RecoveryJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws RecoveryException if another recovery holds it
   */
  static RecoveryJournal take(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new RecoveryException(
            "Another recovery of these nodes is under way: it holds %s.".formatted(file),
            "wait for it, or end it and run this again");
      }
      return new RecoveryJournal(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  boolean unfinished() {
    try {
      return channel.size() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void begin() {
    write("begun\n");
  }

  void finish() {
    write("");
  }

  private void write(String text) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
