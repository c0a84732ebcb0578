package io.cooperage.server.webhook;

import io.cooperage.server.event.EventFilter;
import java.time.Instant;

/**
 * A webhook as it is stored. Guarded by {@code version}.
 *
 * @param secrets sealed, but with who signs
 */
record Webhook(
    String id,
    String tenant,
    String name,
    String url,
    EventFilter filter,
    boolean enabled,
    String disabledWhy,
    WebhookSecrets secrets,
    long version,
    Instant createdAt) {

  Webhook withSecrets(WebhookSecrets other) {
    return new Webhook(
        id, tenant, name, url, filter, enabled, disabledWhy, other, version, createdAt);
  }
}
