package io.cooperage.galera.ids;

import io.cooperage.galera.tx.Transactions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out ids of one datacenter's space. An id is handed out only after the commit of the block
 * that it belongs to, and a block is never taken twice: what a crash leaves unused stays unused.
 * Thread-safe; the servers of a datacenter share its blocks' rows.
 */
public final class IdAllocator {

  private static final Logger LOG = LoggerFactory.getLogger(IdAllocator.class);

  /** The next block is asked for when this part of the present one is left. */
  private static final int READ_AHEAD = 4;

  private final Transactions transactions;
  private final String datacenter;
  private final IdSpace space;
  private final IdConfig config;
  private final Map<String, Sequence> sequences = new ConcurrentHashMap<>();
  private final Executor readAhead =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), IdAllocator::thread);

  /**
   * @param transactions on connections of their own, so that an id can be had inside a transaction
   *     while the main pool is exhausted
   */
  public IdAllocator(Transactions transactions, String datacenter, IdSpace space, IdConfig config) {
    this.transactions = transactions;
    this.datacenter = datacenter;
    this.space = space;
    this.config = config;
  }

  /**
   * The next id of the sequence. Blocks are taken ahead of need, so that who asks seldom waits for
   * a commit.
   */
  public long next(String sequence) {
    return sequences.computeIfAbsent(sequence, Sequence::new).next();
  }

  /** Ids that are ours to hand out. */
  private record Taken(long first, int size) {}

  private final class Sequence {

    private final String name;
    private volatile int blockSize = config.smallestBlock();
    private long takenNanos;
    private long next;
    private long left;
    private Optional<CompletableFuture<Taken>> ahead = Optional.empty();

    Sequence(String name) {
      this.name = name;
    }

    synchronized long next() {
      if (left == 0) {
        Taken block = ahead.flatMap(this::arrived).orElseGet(this::take);
        ahead = Optional.empty();
        next = block.first();
        left = block.size();
      }
      long id = next;
      left--;
      next += space.incrementBy();
      if (left <= blockSize / READ_AHEAD && ahead.isEmpty()) {
        resize();
        ahead = Optional.of(CompletableFuture.supplyAsync(this::take, readAhead));
      }
      return id;
    }

    /** The block that was asked for ahead; empty if that failed, for now it may not. */
    private Optional<Taken> arrived(CompletableFuture<Taken> block) {
      try {
        return Optional.of(block.join());
      } catch (CompletionException e) {
        LOG.debug("ids of {} could not be taken ahead", name, e);
        return Optional.empty();
      }
    }

    private Taken take() {
      int size = blockSize;
      long first = transactions.run("ids." + name, tx -> IdAllocator.this.take(tx, name, size));
      return new Taken(first, size);
    }

    private void resize() {
      long now = System.nanoTime();
      if (takenNanos != 0) {
        long lasted = now - takenNanos;
        if (lasted < config.busy().toNanos()) {
          blockSize = Math.min(config.largestBlock(), blockSize * 2);
        } else if (lasted > 8 * config.busy().toNanos()) {
          blockSize = Math.max(config.smallestBlock(), blockSize / 2);
        }
      }
      takenNanos = now;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ids-ahead");
    thread.setDaemon(true);
    return thread;
  }

  private long take(Handle tx, String sequence, int size) {
    Optional<Block> block = find(tx, sequence);
    if (block.isEmpty()) {
      return takeFirst(tx, sequence, size);
    }
    long first = block.get().next();
    if (!block.get().space().equals(space)) {
      throw new CollidingIdSpaceException(
          """
          Datacenter %s is configured with ids.startNum %d and ids.incrementBy %d, but another \
          server of it has registered %d and %d since. Configure all its servers alike and restart \
          this one."""
              .formatted(
                  datacenter,
                  space.startNum(),
                  space.incrementBy(),
                  block.get().space().startNum(),
                  block.get().space().incrementBy()));
    }
    int rows =
        tx.createUpdate(
                """
                UPDATE id_block FORCE INDEX (PRIMARY)
                SET next_id = :after
                WHERE datacenter = :datacenter
                  AND sequence = :sequence
                  AND next_id = :first
                  AND start_num = :start
                  AND increment_by = :increment
                """)
            .bind("after", after(first, size))
            .bind("datacenter", datacenter)
            .bind("sequence", sequence)
            .bind("first", first)
            .bind("start", space.startNum())
            .bind("increment", space.incrementBy())
            .execute();
    if (rows != 1) {
      throw new IllegalStateException(
          "block of sequence %s moved in spite of its row lock".formatted(sequence));
    }
    return first;
  }

  private Optional<Block> find(Handle tx, String sequence) {
    return tx.createQuery(
            """
            SELECT next_id, start_num, increment_by
            FROM id_block
            WHERE datacenter = :datacenter
              AND sequence = :sequence
            FOR UPDATE
            """)
        .bind("datacenter", datacenter)
        .bind("sequence", sequence)
        .map(
            (row, context) ->
                new Block(row.getLong(1), new IdSpace(row.getLong(2), row.getLong(3))))
        .findOne();
  }

  private long takeFirst(Handle tx, String sequence, int size) {
    IdSpaces.guard(tx, false);
    boolean spacesChanged =
        tx.createQuery("SELECT changes FROM id_guard WHERE id = 1").mapTo(Long.class).one() > 0;
    long first = spacesChanged ? space.nextAfter(IdSpaces.highest(tx, sequence)) : space.startNum();
    tx.createUpdate(
            """
            INSERT INTO id_block (datacenter, sequence, next_id, start_num, increment_by)
            VALUES (:datacenter, :sequence, :after, :start, :increment)
            """)
        .bind("datacenter", datacenter)
        .bind("sequence", sequence)
        .bind("after", after(first, size))
        .bind("start", space.startNum())
        .bind("increment", space.incrementBy())
        .execute();
    return first;
  }

  private long after(long first, int size) {
    return Math.addExact(first, Math.multiplyExact(space.incrementBy(), (long) size));
  }

  private record Block(long next, IdSpace space) {}
}
