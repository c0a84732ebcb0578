package io.cooperage.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.event.Event;
import io.cooperage.server.web.Json;
import java.net.URI;

/**
 * What happens to webhooks, as events of their tenants. No secrets, and no URL: it may hold one.
 */
final class WebhookEvents {
  static final String PING = "webhook.ping";

  private WebhookEvents() {}

  static String subject(String webhook) {
    return "webhook/" + webhook;
  }

  static Event of(String type, Webhook webhook) {
    return Event.ofTenant(type, webhook.tenant(), subject(webhook.id()), facts(webhook));
  }

  static ObjectNode facts(Webhook webhook) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("name", webhook.name());
    data.set("types", Json.tree(webhook.filter().types()));
    data.put("enabled", webhook.enabled());
    return data;
  }

  /** For the audit: also where it goes, but no more of its URL than the host. */
  static ObjectNode shown(Webhook webhook) {
    ObjectNode data = facts(webhook);
    data.put("subject", webhook.filter().subject().orElse(""));
    data.put("host", URI.create(webhook.url()).getHost());
    data.put("version", webhook.version());
    return data;
  }

  static Event dead(Webhook webhook, Attempt attempt, int attempts) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("name", webhook.name());
    data.put("position", attempt.event().position());
    data.put("event", attempt.event().type());
    data.put("attempts", attempts);
    data.put("status", attempt.receipt().status());
    return Event.ofTenant("webhook.delivery-dead", webhook.tenant(), subject(webhook.id()), data);
  }

  static Event disabled(Webhook webhook, String why) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("name", webhook.name());
    data.put("reason", why);
    return Event.ofTenant("webhook.disabled", webhook.tenant(), subject(webhook.id()), data);
  }
}
