package io.cooperage.server.audit;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLine.Head;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links the committed lines of a datacenter by hashes, in batches, so that no transaction of a user
 * waits for another's line. Those that another datacenter has left unlinked for long are linked
 * too: it may be lost. Should two do it at once, the head's guard lets one of them win.
 * Thread-safe.
 */
public final class AuditChain {
  private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);
  private static final int BATCH = 500;
  private static final Duration LEFT = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Reads reads;
  private final Clock clock;
  private final String self;

  /**
   * @param self the datacenter whose lines are linked at once
   */
  public AuditChain(Transactions transactions, Reads reads, Clock clock, String self) {
    this.transactions = transactions;
    this.reads = reads;
    this.clock = clock;
    this.self = self;
  }

  /** One tick of the driver. */
  public void tick() {
    Instant now = clock.instant();
    List<String> due =
        reads.run(
            "audit.unchained",
            Consistency.local(),
            handle ->
                AuditDao.datacenters(handle).stream()
                    .filter(one -> AuditDao.hasUnchained(handle, one, since(one, now)))
                    .toList());
    due.forEach(this::chain);
  }

  private Instant since(String datacenter, Instant now) {
    // Clocks of other servers may be ahead: a line of one's own is due whatever its time.
    return datacenter.equals(self) ? now.plus(LEFT.multipliedBy(100)) : now.minus(LEFT);
  }

  private void chain(String datacenter) {
    Optional<Head> head = Optional.empty();
    int linked = BATCH;
    while (linked == BATCH) {
      Batch batch = transactions.run("audit.chain", tx -> link(tx, datacenter));
      head = batch.head();
      linked = batch.size();
    }
    head.ifPresent(
        end ->
            LOG.debug(
                "audit of {} is chained up to {} {}",
                datacenter,
                end.position(),
                HexFormat.of().formatHex(end.hash())));
  }

  private record Batch(Optional<Head> head, int size) {}

  private static Batch link(Handle tx, String datacenter) {
    if (AuditDao.head(tx, datacenter).isEmpty()) {
      AuditDao.begin(tx, datacenter);
    }
    Head from = AuditDao.head(tx, datacenter).orElse(Head.NONE);
    List<AuditLine> lines = AuditDao.unchained(tx, datacenter, BATCH);
    List<String> hashes = new ArrayList<>();
    Head last = from;
    for (AuditLine line : lines) {
      long position = last.position() + 1;
      last = new Head(position, line.hash(position, last.hash()));
      hashes.add(HexFormat.of().formatHex(last.hash()));
    }
    if (lines.isEmpty() || !AuditDao.advance(tx, datacenter, from, last)) {
      return new Batch(Optional.empty(), 0);
    }
    List<Long> ids = lines.stream().map(line -> Long.valueOf(line.id())).toList();
    if (AuditDao.place(tx, from.position(), ids, hashes) != ids.size()) {
      throw new IllegalStateException(
          "The audit of %s changed while it was chained at %d"
              .formatted(datacenter, from.position()));
    }
    return new Batch(Optional.of(last), ids.size());
  }
}
