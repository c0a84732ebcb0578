package io.cooperage.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.EventFilter;
import io.cooperage.server.event.EventLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What administrators do with the webhooks of their tenant. Thread-safe. */
final class WebhookService {
  private static final int MOST_PER_TENANT = 100;
  private static final int DELETED_AT_ONCE = 1000;

  private final EventLog events;
  private final AuditLog audit;
  private final Outbox outbox;
  private final WebhookRules rules;
  private final SecretSealing sealing;
  private final Clock clock;

  WebhookService(
      EventLog events,
      AuditLog audit,
      Outbox outbox,
      WebhookRules rules,
      SecretSealing sealing,
      Clock clock) {
    this.events = events;
    this.audit = audit;
    this.outbox = outbox;
    this.rules = rules;
    this.sealing = sealing;
    this.clock = clock;
  }

  /** Gets what happens from now on. The answer is the only one with the secret. */
  WebhookView create(Handle tx, Caller by, WebhookRequest request) {
    rules.check(request);
    if (WebhookDao.count(tx, by.tenant()) >= MOST_PER_TENANT) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "Tenant \"%s\" has %d webhooks, as many as there may be. Delete one first."
              .formatted(by.tenant(), MOST_PER_TENANT));
    }
    String secret = request.secret().map(SigningSecret::checked).orElseGet(SigningSecret::make);
    String id = UUID.randomUUID().toString();
    Webhook webhook =
        new Webhook(
            id,
            by.tenant(),
            request.name(),
            request.url(),
            filter(request),
            request.enabled().orElse(true),
            "",
            WebhookSecrets.of(sealing.seal(tx, by.tenant(), id, secret)),
            1,
            now());
    long position = events.head(tx);
    if (!WebhookDao.insert(tx, webhook, position)) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "There is a webhook \"" + request.name() + "\" already. Change it with PUT.");
    }
    tell(tx, by, "webhook.created", webhook, AuditChange.made(WebhookEvents.shown(webhook)));
    return view(webhook, Cursor.at(position), Optional.of(secret));
  }

  /** Also goes on at once if it was waiting for its next attempt. */
  WebhookView update(Handle tx, Caller by, String id, WebhookRequest request, OptionalLong seen) {
    WebhookDao.Placed found = visible(tx, by, id);
    Webhook before = found.webhook();
    rules.checkChange(request, before.name());
    requireSeen(before, seen);
    Webhook changed =
        new Webhook(
            id,
            before.tenant(),
            before.name(),
            request.url(),
            filter(request),
            request.enabled().orElse(true),
            "",
            before.secrets(),
            before.version() + 1,
            before.createdAt());
    write(tx, before, changed);
    WebhookDao.hurry(tx, id);
    tell(tx, by, "webhook.updated", changed, change(before, changed));
    return get(tx, by, id);
  }

  /** The answer is the only one with the new secret. */
  WebhookView rotate(Handle tx, Caller by, String id, SecretRotation request) {
    WebhookDao.Placed found = visible(tx, by, id);
    Webhook before = found.webhook();
    Duration overlap = rules.overlap(request);
    String secret = request.secret().map(SigningSecret::checked).orElseGet(SigningSecret::make);
    String kept = sealing.seal(tx, before.tenant(), id, secret);
    Webhook changed =
        new Webhook(
            id,
            before.tenant(),
            before.name(),
            before.url(),
            before.filter(),
            before.enabled(),
            before.disabledWhy(),
            before.secrets().rotated(kept, now(), overlap),
            before.version() + 1,
            before.createdAt());
    write(tx, before, changed);
    tell(tx, by, "webhook.secret-rotated", changed, change(before, changed));
    return view(changed, found.cursor(), Optional.of(secret));
  }

  void delete(Handle tx, Caller by, String id) {
    Webhook webhook = visible(tx, by, id).webhook();
    WebhookDao.delete(tx, id);
    DeliveryDao.purge(tx, id, DELETED_AT_ONCE);
    tell(tx, by, "webhook.deleted", webhook, AuditChange.removed(WebhookEvents.shown(webhook)));
  }

  /** An event for this webhook alone, whatever its filter; and no more waiting for the next try. */
  WebhookView ping(Handle tx, Caller by, String id) {
    Webhook webhook = enabled(tx, by, id);
    WebhookDao.hurry(tx, id);
    tell(tx, by, WebhookEvents.PING, webhook, AuditChange.of(WebhookEvents.facts(webhook)));
    return get(tx, by, id);
  }

  WebhookView get(Handle handle, Caller by, String id) {
    WebhookDao.Placed found = visible(handle, by, id);
    return view(found.webhook(), found.cursor(), Optional.empty());
  }

  List<WebhookView> list(Handle handle, Caller by, String after, int limit) {
    return WebhookDao.list(handle, by.onlyTenant(), after, limit).stream()
        .map(found -> view(found.webhook(), found.cursor(), Optional.empty()))
        .toList();
  }

  List<DeliveryView> deliveries(
      Handle handle, Caller by, String id, Optional<DeliveryState> state, long before, int limit) {
    visible(handle, by, id);
    return DeliveryDao.list(handle, id, state, before, limit);
  }

  DeliveryView delivery(Handle handle, Caller by, String id, long position) {
    visible(handle, by, id);
    return DeliveryDao.find(handle, id, position)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "Webhook %s has no delivery %d; its log is kept for a time only."
                        .formatted(id, position)));
  }

  /** Once more, with the same id; one that waits for its next attempt does not wait. */
  DeliveryView redeliver(Handle tx, Caller by, String id, long position) {
    Webhook webhook = enabled(tx, by, id);
    DeliveryView delivery = delivery(tx, by, id, position);
    if (delivery.state() == DeliveryState.RETRYING) {
      WebhookDao.hurry(tx, id);
    } else if (events.find(tx, position).isEmpty()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Event %d is not kept any more, so it cannot be sent again. Read the state of %s instead."
              .formatted(position, delivery.subject()));
    } else {
      DeliveryDao.queue(tx, id, position);
    }
    ObjectNode detail = WebhookEvents.facts(webhook);
    detail.put("position", position);
    audit.record(tx, by, "webhook.redeliver", WebhookEvents.subject(id), AuditChange.of(detail));
    return delivery(tx, by, id, position);
  }

  private Webhook enabled(Handle tx, Caller by, String id) {
    Webhook webhook = visible(tx, by, id).webhook();
    if (!webhook.enabled()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Webhook %s is disabled%s, so nothing is sent. Enable it with PUT first."
              .formatted(
                  id, webhook.disabledWhy().isEmpty() ? "" : " (" + webhook.disabledWhy() + ")"));
    }
    return webhook;
  }

  private static void write(Handle tx, Webhook before, Webhook changed) {
    if (WebhookDao.update(tx, changed) != 1) {
      throw Preconditions.stale("Webhook " + before.id(), before.version(), before.version() + 1);
    }
  }

  private static void requireSeen(Webhook webhook, OptionalLong seen) {
    if (seen.isPresent() && seen.getAsLong() != webhook.version()) {
      throw Preconditions.stale("Webhook " + webhook.id(), seen.getAsLong(), webhook.version());
    }
  }

  private void tell(Handle tx, Caller by, String action, Webhook webhook, AuditChange change) {
    audit.record(tx, by, action, WebhookEvents.subject(webhook.id()), change);
    outbox.publish(tx, WebhookEvents.of(action, webhook));
  }

  private static AuditChange change(Webhook before, Webhook after) {
    return AuditChange.changed(WebhookEvents.shown(before), WebhookEvents.shown(after));
  }

  private static WebhookDao.Placed visible(Handle handle, Caller by, String id) {
    return WebhookDao.find(handle, id)
        .filter(found -> by.maySee(found.webhook().tenant()))
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no webhook " + id + ". GET /v3/webhooks lists those that are."));
  }

  private static EventFilter filter(WebhookRequest request) {
    return new EventFilter(request.types(), request.subject());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static WebhookView view(Webhook webhook, Cursor cursor, Optional<String> secret) {
    return new WebhookView(
        webhook.id(),
        webhook.tenant(),
        webhook.name(),
        webhook.url(),
        webhook.filter().types(),
        webhook.filter().subject(),
        webhook.enabled(),
        Optional.of(webhook.disabledWhy()).filter(why -> !why.isEmpty()),
        cursor.position(),
        cursor.attempts(),
        cursor.failingSince(),
        cursor.nextAt(),
        webhook.version(),
        webhook.createdAt(),
        secret);
  }
}
