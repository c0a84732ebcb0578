package io.cooperage.server.webhook;

import io.cooperage.api.EventView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The events of one webhook on their way: what was read and waits, the one that is being sent, and
 * what was sent and is not in the database yet. One at a time and in order; after a failure nothing
 * more is sent until the database knows of it. Thread-safe.
 */
final class WebhookQueue {
  private static final int FULL = 200;

  private final Webhook webhook;
  private final Deque<EventView> waiting = new ArrayDeque<>();
  private final List<Attempt> done = new ArrayList<>();
  private Cursor recorded;
  private long scanned;
  private boolean sending;
  private boolean failed;
  private boolean closed;

  WebhookQueue(Webhook webhook, Cursor recorded) {
    this.webhook = webhook;
    this.recorded = recorded;
    this.scanned = recorded.position();
  }

  Webhook webhook() {
    return webhook;
  }

  /** Whether the database says the same as this queue believes. */
  synchronized boolean isAsStored(Webhook stored, Cursor cursor) {
    return webhook.version() == stored.version() && recorded.equals(cursor);
  }

  /** Sends nothing any more: another queue takes its place. */
  synchronized void close() {
    closed = true;
  }

  synchronized long scanned() {
    return scanned;
  }

  synchronized boolean wantsMore() {
    return !closed && waiting.size() < FULL;
  }

  /** Takes the events of all tenants after {@link #scanned()}, in order and complete. */
  synchronized void offer(List<EventView> events) {
    for (EventView event : events) {
      scanned = event.position();
      if (concerns(event)) {
        waiting.add(event);
      }
    }
  }

  private boolean concerns(EventView event) {
    boolean ping =
        event.type().equals(WebhookEvents.PING)
            && event.subject().equals(WebhookEvents.subject(webhook.id()));
    return webhook.tenant().equals(event.tenant())
        && (ping || (!event.type().equals(WebhookEvents.PING) && webhook.filter().matches(event)));
  }

  /** The event to send now, if it is time for one; {@link #sent} must follow. */
  synchronized Optional<EventView> take(Instant now) {
    boolean may = !closed && !sending && !failed && done.size() < FULL && recorded.isDue(now);
    if (!may || waiting.isEmpty()) {
      return Optional.empty();
    }
    sending = true;
    return Optional.of(waiting.peek());
  }

  /** It was not sent after all. */
  synchronized void putBack() {
    sending = false;
  }

  synchronized void sent(Attempt attempt) {
    sending = false;
    done.add(attempt);
    if (attempt.receipt().isSuccess()) {
      waiting.remove();
    } else {
      failed = true;
    }
  }

  /**
   * What the database does not know yet.
   *
   * @param seen the cursor as the database has it
   * @param passed the position up to which everything is settled, if the attempts succeed
   */
  record Unrecorded(Webhook webhook, Cursor seen, List<Attempt> attempts, long passed) {
    boolean isEmpty() {
      return attempts.isEmpty() && passed == seen.position();
    }
  }

  /** Positions that were only passed by are not worth a write of their own often. */
  synchronized Unrecorded unrecorded() {
    long last = done.isEmpty() ? recorded.position() : done.get(done.size() - 1).event().position();
    boolean idle = waiting.isEmpty() && !sending && !failed;
    return new Unrecorded(webhook, recorded, List.copyOf(done), idle ? scanned : last);
  }

  /** The database knows it now. */
  synchronized void recorded(Unrecorded known, Cursor cursor) {
    done.subList(0, known.attempts().size()).clear();
    recorded = cursor;
    if (failed && done.isEmpty()) {
      failed = false;
      if (!waiting.isEmpty() && waiting.peek().position() <= cursor.position()) {
        waiting.remove();
      }
    }
  }
}
