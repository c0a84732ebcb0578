package io.cooperage.galera.watchdog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Writes a few bytes to a file in the data directory and has them put on the disk. The file is open
 * for no longer than that, so that its file system can be unmounted.
 */
final class DiskTrial implements Probe.Action<Duration> {

  /** Databases are directories, so the server does not care about a file. */
  private static final String FILE = ".watchdog";

  private final Path file;

  DiskTrial(Path dataDirectory) {
    this.file = dataDirectory.resolve(FILE);
  }

  @Override
  public Duration run() throws IOException {
    long begin = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(("" + begin).getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
