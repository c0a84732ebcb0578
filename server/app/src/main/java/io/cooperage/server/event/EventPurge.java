package io.cooperage.server.event;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Forgets the oldest events, in small batches and from the front, so that what is kept has no gap;
 * never one that somebody has a right to and has not got. Thread-safe.
 */
public final class EventPurge {
  private static final int BATCH = 500;
  private static final int BATCHES = 20;

  private final Transactions transactions;
  private final Reads reads;
  private final Duration keep;
  private final Function<Handle, OptionalLong> wanted;
  private final Clock clock;

  /**
   * @param wanted the position up to which those who have a right to all events have got them;
   *     empty = nobody has
   */
  public EventPurge(
      Transactions transactions,
      Reads reads,
      EventConfig config,
      Function<Handle, OptionalLong> wanted,
      Clock clock) {
    this.transactions = transactions;
    this.reads = reads;
    this.keep = config.keep().toJavaDuration();
    this.wanted = wanted;
    this.clock = clock;
  }

  /** One tick of the driver; writes nothing if nothing is old. */
  public void tick() {
    Instant before = clock.instant().minus(keep);
    for (int batch = 0; batch < BATCHES && isAnyOld(before); batch++) {
      if (transactions.run("event.purge", tx -> purge(tx, before)) < BATCH) {
        return;
      }
    }
  }

  private boolean isAnyOld(Instant before) {
    return reads.run(
        "event.oldest",
        Consistency.local(),
        handle -> !old(EventDao.oldest(handle, 1), before, Long.MAX_VALUE).isEmpty());
  }

  private int purge(Handle tx, Instant before) {
    long bound = wanted.apply(tx).orElse(Long.MAX_VALUE);
    List<EventDao.Age> old = old(EventDao.oldest(tx, BATCH), before, bound);
    return old.isEmpty()
        ? 0
        : EventDao.delete(tx, old.get(0).position(), old.get(old.size() - 1).position());
  }

  private static List<EventDao.Age> old(List<EventDao.Age> oldest, Instant before, long bound) {
    return oldest.stream()
        .takeWhile(age -> age.at().isBefore(before) && age.position() <= bound)
        .toList();
  }
}
