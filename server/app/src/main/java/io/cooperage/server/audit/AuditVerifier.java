package io.cooperage.server.audit;

import io.cooperage.api.AuditChainView;
import io.cooperage.api.AuditVerification;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.audit.AuditLine.Chained;
import io.cooperage.server.audit.AuditLine.Head;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Looks whether the chains of the audit hold, from the lines themselves. Thread-safe. */
final class AuditVerifier {
  private static final int BATCH = 500;

  private final Reads reads;

  AuditVerifier(Reads reads) {
    this.reads = reads;
  }

  /**
   * From where on a chain is looked at.
   *
   * @param noted the hash that the line there is known to have had; empty = believe it
   */
  record Anchor(long position, Optional<String> noted) {}

  /** At most {@code limit} lines of each chain, those after {@code anchor}. */
  AuditVerification verify(
      Consistency consistency, Optional<String> datacenter, Anchor anchor, int limit) {
    List<AuditChainView> found =
        datacenter
            .map(List::of)
            .orElseGet(() -> reads.run("audit.chains", consistency, AuditDao::datacenters))
            .stream()
            .map(one -> verify(one, anchor, limit))
            .toList();
    boolean intact = found.stream().allMatch(chain -> chain.broken().isEmpty());
    return new AuditVerification(intact, found);
  }

  private AuditChainView verify(String chain, Anchor anchor, int limit) {
    Head start = start(chain, anchor.position());
    ChainCheck check = new ChainCheck(start);
    if (anchor.noted().filter(hash -> !hash.equalsIgnoreCase(hex(start))).isPresent()) {
      check.anchorMissed(anchor.position());
    }
    Head head = follow(chain, check, limit);
    long waiting =
        reads.run("audit.waiting", Consistency.local(), tx -> AuditDao.countUnchained(tx, chain));
    return new AuditChainView(
        chain,
        anchor.position(),
        check.last().position(),
        hex(check.last()),
        head.position(),
        waiting,
        check.broken());
  }

  /** What stands at a place; if nothing does, nothing follows it either. */
  private Head start(String chain, long position) {
    if (position == 0) {
      return Head.NONE;
    }
    return page(chain, position - 1, 1).lines().stream()
        .filter(line -> line.position() == position)
        .map(line -> new Head(line.position(), line.hash()))
        .findFirst()
        .orElse(new Head(position, new byte[0]));
  }

  /**
   * @return the head of the chain as the last page was read
   */
  private Head follow(String chain, ChainCheck check, int limit) {
    int left = limit;
    boolean goesOn = true;
    Head head = Head.NONE;
    while (goesOn) {
      int size = Math.min(BATCH, left);
      Page page = page(chain, check.last().position(), size);
      page.lines().forEach(check::next);
      head = page.head();
      left -= page.lines().size();
      boolean end = page.lines().size() < size || check.last().position() >= page.head().position();
      if (end) {
        check.end(page.head());
      }
      goesOn = !end && left > 0 && check.broken().isEmpty();
    }
    return head;
  }

  /** Lines and head as they were at one instant. */
  private record Page(Head head, List<Chained> lines) {}

  private Page page(String chain, long after, int size) {
    return reads.run(
        "audit.chained",
        Consistency.local(),
        tx ->
            new Page(
                AuditDao.head(tx, chain).orElse(Head.NONE),
                AuditDao.chained(tx, chain, after, size)));
  }

  private static String hex(Head head) {
    return HexFormat.of().formatHex(head.hash());
  }
}
