package io.cooperage.server.webhook;

import io.cooperage.server.event.EventFilter;
import java.time.Instant;

/** A webhook as it is stored. Guarded by {@code version}. */
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
    Instant createdAt) {}
