package io.cooperage.server.audit;

import io.cooperage.api.BrokenAuditLine;
import io.cooperage.server.audit.AuditLine.Chained;
import io.cooperage.server.audit.AuditLine.Head;
import java.util.Optional;

/**
 * Follows a chain from a place on, and keeps the first line that does not fit: one that was
 * altered, moved or put in, or stands after one that is gone. Not thread-safe.
 */
final class ChainCheck {
  private Head last;
  private Optional<BrokenAuditLine> broken = Optional.empty();

  ChainCheck(Head from) {
    this.last = from;
  }

  /** The next line by place; nothing is looked at after one that is broken. */
  void next(Chained found) {
    if (broken.isPresent()) {
      return;
    }
    long expected = last.position() + 1;
    if (found.position() > expected) {
      fail(
          expected,
          Optional.empty(),
          "There is no line here; the next one is at %d. Lines were removed, or given other places"
              .formatted(found.position()));
    } else if (!found.follows(last.hash())) {
      fail(
          found.position(),
          Optional.of(found.line().id()),
          "The line is not the one that was chained here: it was altered, moved or put in");
    } else {
      last = new Head(found.position(), found.hash());
    }
  }

  /** All lines were given; {@code head} is where the chain says that it ends. */
  void end(Head head) {
    if (broken.isEmpty() && !head.isAt(last.position(), last.hash())) {
      fail(
          Math.min(head.position(), last.position() + 1),
          Optional.empty(),
          "The chain ends at %d, its head says %d or another hash: lines were removed from its end,"
                  .formatted(last.position(), head.position())
              + " or its head was altered");
    }
  }

  /** The place that was looked at first is not what the caller has noted. */
  void anchorMissed(long position) {
    fail(position, Optional.empty(), "The hash here is not the one that was noted earlier");
  }

  private void fail(long position, Optional<String> id, String reason) {
    broken = Optional.of(new BrokenAuditLine(position, id, reason + "."));
  }

  /** The last line that holds. */
  Head last() {
    return last;
  }

  Optional<BrokenAuditLine> broken() {
    return broken;
  }
}
