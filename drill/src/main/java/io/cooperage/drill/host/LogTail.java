package io.cooperage.drill.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Reads a log from its beginning, and then on: each call returns the whole lines that have been
 * written since the last one. What is not there yet is empty. Not thread-safe.
 */
public final class LogTail implements Supplier<String> {

  private final Path file;
  private long read;

  public LogTail(Path file) {
    this.file = file;
  }

  @Override
  public String get() {
    if (!Files.exists(file)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - read));
      channel.position(read);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all that there was is read
      }
      // Each byte is a character, so that what is no text does no harm.
      String all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      String whole = all.substring(0, all.lastIndexOf('\n') + 1);
      read += whole.length();
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException("The log " + file + " cannot be read", e);
    }
  }
}
