package io.cooperage.server.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * An upload on the way into the database, in a temporary file: its address is known only when all
 * of it has come, and no upload is held in memory. The file has no name any more, so nothing is
 * left of it whatever happens. Confined to one thread.
 */
final class Spool implements AutoCloseable {
  private final FileChannel file;
  private final Sha256 address;
  private final long size;

  private Spool(FileChannel file, Sha256 address, long size) {
    this.file = file;
    this.address = address;
    this.size = size;
  }

  /**
   * Takes all of {@code content}.
   *
   * @throws IOException if it breaks off
   */
  static Spool of(InputStream content) throws IOException {
    Path path = Files.createTempFile("cooperage-upload-", ".spool");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      MessageDigest digest = Sha256.digest();
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest);
      long size = content.transferTo(out);
      return new Spool(file, Sha256.ofBytes(digest.digest()), size);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  Sha256 address() {
    return address;
  }

  long size() {
    return size;
  }

  int chunks() {
    return (int) ((size + BlobDao.CHUNK - 1) / BlobDao.CHUNK);
  }

  byte[] chunk(int number) {
    long from = (long) number * BlobDao.CHUNK;
    try {
      file.position(from);
      InputStream in = Channels.newInputStream(file);
      return in.readNBytes((int) Math.min(BlobDao.CHUNK, size - from));
    } catch (IOException e) {
      throw new UncheckedIOException("an upload cannot be read back", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the file of an upload cannot be closed", e);
    }
  }
}
