package io.cooperage.provisioner.plugin;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the last bytes written, in a ring of fixed size, and counts those that were cut. A script
 * that prints without end costs 64 KiB. Thread-safe.
 */
public final class BoundedOutput extends OutputStream {
  public static final int DEFAULT_LIMIT = 64 * 1024;

  private final byte[] ring;
  private long written;

  public BoundedOutput() {
    this(DEFAULT_LIMIT);
  }

  public BoundedOutput(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("The limit of an output is positive, not " + limit);
    }
    ring = new byte[limit];
  }

  @Override
  public synchronized void write(int octet) {
    ring[(int) (written % ring.length)] = (byte) octet;
    written++;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int skipped = Math.max(0, length - ring.length);
    written += skipped;
    int from = offset + skipped;
    int left = length - skipped;
    while (left > 0) {
      int at = (int) (written % ring.length);
      int part = Math.min(left, ring.length - at);
      System.arraycopy(bytes, from, ring, at, part);
      written += part;
      from += part;
      left -= part;
    }
  }

  /** Adds a line, for plugins that talk about what they do. */
  public void line(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /** How many bytes before {@link #text} were cut. */
  public synchronized long dropped() {
    return Math.max(0, written - ring.length) + leadingContinuationBytes();
  }

  /** The bytes kept, as UTF-8; what is none becomes U+FFFD, a character cut in half is left out. */
  public synchronized String text() {
    byte[] kept = kept();
    int cut = leadingContinuationBytes();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .decode(ByteBuffer.wrap(kept, cut, kept.length - cut))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("A decoder that replaces has refused its input", e);
    }
  }

  private byte[] kept() {
    int length = (int) Math.min(written, ring.length);
    byte[] kept = new byte[length];
    int start = written <= ring.length ? 0 : (int) (written % ring.length);
    int first = Math.min(length, ring.length - start);
    System.arraycopy(ring, start, kept, 0, first);
    System.arraycopy(ring, 0, kept, first, length - first);
    return kept;
  }

  private int leadingContinuationBytes() {
    if (written <= ring.length) {
      return 0;
    }
    byte[] kept = kept();
    int cut = 0;
    while (cut < Math.min(3, kept.length) && (kept[cut] & 0xC0) == 0x80) {
      cut++;
    }
    return cut;
  }
}
