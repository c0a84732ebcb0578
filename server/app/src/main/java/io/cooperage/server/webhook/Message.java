package io.cooperage.server.webhook;

import io.cooperage.api.EventView;
import io.cooperage.server.web.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An event as it is sent to a webhook; each attempt has the same id and a timestamp of its own. */
record Message(URI url, String id, long timestamp, String signature, byte[] body) {
  static Message of(Webhook webhook, EventView event, Instant now) {
    String id = webhook.id() + "-" + event.position();
    long timestamp = now.getEpochSecond();
    byte[] body = Json.write(event).getBytes(StandardCharsets.UTF_8);
    String signature = Signature.of(webhook.secrets().keys(now), id, timestamp, body);
    return new Message(URI.create(webhook.url()), id, timestamp, signature, body);
  }
}
