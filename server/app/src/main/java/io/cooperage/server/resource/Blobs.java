package io.cooperage.server.resource;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contents in the database, moved a few chunks at a time, so that neither this server's memory nor
 * a commit has to hold one of them. Thread-safe.
 */
final class Blobs {
  private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);
  private static final Duration GRACE = Duration.ofHours(1);
  private static final int CHUNKS_AT_ONCE = 4;
  private static final int MOST_GARBAGE = 20;

  private final Transactions transactions;
  private final Reads reads;

  Blobs(Transactions transactions, Reads reads) {
    this.transactions = transactions;
    this.reads = reads;
  }

  /** Writes what is not there. It counts only when a version of a resource is made of it. */
  void load(Spool spool) {
    boolean whole =
        transactions.run("resource.load", tx -> BlobDao.begin(tx, spool.address(), spool.size()));
    for (int from = 0; !whole && from < spool.chunks(); from += CHUNKS_AT_ONCE) {
      List<byte[]> chunks = new ArrayList<>();
      for (int i = from; i < Math.min(spool.chunks(), from + CHUNKS_AT_ONCE); i++) {
        chunks.add(spool.chunk(i));
      }
      int first = from;
      transactions.run(
          "resource.load-chunks",
          tx -> {
            for (int i = 0; i < chunks.size(); i++) {
              BlobDao.insertIfAbsent(tx, spool.address(), first + i, chunks.get(i));
            }
            return chunks.size();
          });
    }
  }

  /**
   * Writes a content of {@code size} bytes to {@code out}, chunk by chunk.
   *
   * @throws IOException if {@code out} breaks, or the content is deleted meanwhile
   */
  void send(Sha256 address, long size, OutputStream out) throws IOException {
    for (int number = 0; (long) number * BlobDao.CHUNK < size; number++) {
      int wanted = number;
      byte[] chunk =
          reads
              .run(
                  "resource.chunk",
                  Consistency.strong(),
                  handle -> BlobDao.findChunk(handle, address, wanted))
              .orElseThrow(() -> new IOException("resource " + address.hex() + " was deleted"));
      out.write(chunk);
    }
  }

  /** Deletes contents that nothing needs any more. */
  void sweep() {
    List<Sha256> garbage =
        reads.run(
            "resource.garbage",
            Consistency.strong(),
            handle -> BlobDao.listGarbage(handle, GRACE, MOST_GARBAGE));
    for (Sha256 address : garbage) {
      boolean more = true;
      while (more) {
        more = transactions.run("resource.delete", tx -> BlobDao.deleteStep(tx, address, GRACE));
      }
      LOG.info("resource content {} is deleted: nothing needs it", address.hex());
    }
  }
}
