package io.cooperage.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.DeliveryState;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.webhook.WebhookQueue.Unrecorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes what was delivered: the cursor first, which only one of two can move on, and with it the
 * log and what follows from it. Many webhooks in one transaction. Thread-safe.
 */
final class DeliveryRecorder {
  private final Transactions transactions;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Retries retries;
  private final String datacenter;

  /** A step of a webhook: from the cursor that was seen to the next, and what belongs to it. */
  private record Step(
      Cursor next,
      List<DeliveryDao.Line> lines,
      List<Event> events,
      Optional<String> disabledBecause) {}

  DeliveryRecorder(
      Transactions transactions,
      AuditLog audit,
      Outbox outbox,
      Retries retries,
      String datacenter) {
    this.transactions = transactions;
    this.audit = audit;
    this.outbox = outbox;
    this.retries = retries;
    this.datacenter = datacenter;
  }

  /**
   * @return by webhook, where its cursor is now; without those that somebody else has moved
   */
  Map<String, Cursor> record(List<Unrecorded> all) {
    Map<String, Step> steps = new HashMap<>();
    all.forEach(one -> steps.put(one.webhook().id(), step(one)));
    return transactions.run("webhook.record", tx -> record(tx, all, steps));
  }

  private Map<String, Cursor> record(Handle tx, List<Unrecorded> all, Map<String, Step> steps) {
    Map<String, Cursor> moved = new HashMap<>();
    List<DeliveryDao.Line> lines = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (Unrecorded one : all) {
      Step step = steps.get(one.webhook().id());
      if (WebhookDao.move(tx, one.webhook().id(), one.seen(), step.next())) {
        moved.put(one.webhook().id(), step.next());
        lines.addAll(step.lines());
        events.addAll(step.events());
        step.disabledBecause()
            .flatMap(why -> disable(tx, one.webhook().id(), why))
            .ifPresent(events::add);
      }
    }
    DeliveryDao.record(tx, lines);
    outbox.publish(tx, events);
    return moved;
  }

  /**
   * @return what to tell; empty if it is disabled or gone
   */
  private Optional<Event> disable(Handle tx, String id, String why) {
    Optional<Webhook> before = find(tx, id);
    if (WebhookDao.disable(tx, id, why) != 1) {
      return Optional.empty();
    }
    Webhook webhook = find(tx, id).orElseThrow();
    ObjectNode after = WebhookEvents.shown(webhook);
    after.put("disabledBecause", why);
    audit.recordOwn(
        tx,
        webhook.tenant(),
        "webhook.disabled",
        WebhookEvents.subject(id),
        AuditChange.changed(WebhookEvents.shown(before.orElseThrow()), after));
    return Optional.of(WebhookEvents.disabled(webhook, why));
  }

  private static Optional<Webhook> find(Handle tx, String id) {
    return WebhookDao.find(tx, id).map(WebhookDao.Placed::webhook);
  }

  private Step step(Unrecorded one) {
    Cursor cursor = one.seen();
    List<DeliveryDao.Line> lines = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    Optional<String> disabled = Optional.empty();
    for (Attempt attempt : one.attempts()) {
      long position = attempt.event().position();
      if (attempt.receipt().isSuccess()) {
        cursor = cursor.delivered(position);
        lines.add(line(one.webhook(), attempt, DeliveryState.DELIVERED));
        continue;
      }
      Cursor next = retries.afterFailure(cursor, position, attempt.at());
      boolean dead = next.position() == position;
      lines.add(line(one.webhook(), attempt, dead ? DeliveryState.DEAD : DeliveryState.RETRYING));
      if (dead) {
        events.add(WebhookEvents.dead(one.webhook(), attempt, cursor.attempts() + 1));
      }
      cursor = next;
      disabled = whyDisabled(cursor, attempt);
    }
    if (one.passed() > cursor.position() && cursor.attempts() == 0) {
      cursor = cursor.passed(one.passed());
    }
    return new Step(cursor, lines, events, disabled);
  }

  private Optional<String> whyDisabled(Cursor cursor, Attempt attempt) {
    if (attempt.receipt().isGone()) {
      return Optional.of("its receiver answered 410 Gone");
    }
    return retries.isHopeless(cursor, attempt.at())
        ? Optional.of(
            "nothing got through since "
                + cursor.failingSince().orElseThrow()
                + ", last: status "
                + attempt.receipt().status())
        : Optional.empty();
  }

  private DeliveryDao.Line line(Webhook webhook, Attempt attempt, DeliveryState state) {
    return new DeliveryDao.Line(webhook.id(), attempt, state, datacenter);
  }
}
