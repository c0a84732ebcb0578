package io.cooperage.server.webhook;

import io.cooperage.api.EventView;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Sends so many at a time and no more, and of one tenant only a part of these, so that receivers
 * that hang leave room for others. Thread-safe.
 */
final class Dispatch {
  private final Sender sender;
  private final Clock clock;
  private final Bulkhead all;
  private final BulkheadRegistry tenants;

  Dispatch(Sender sender, WebhookConfig config, Clock clock) {
    this.sender = sender;
    this.clock = clock;
    this.all = Bulkhead.of("webhooks", most(config.maxConcurrent()));
    this.tenants = BulkheadRegistry.of(most(config.maxPerTenant()));
  }

  private static BulkheadConfig most(int calls) {
    return BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(Duration.ZERO).build();
  }

  /**
   * @param done hears what came of it, on another thread
   * @return false if there is no room now, and nothing was sent
   */
  boolean send(Webhook webhook, EventView event, Consumer<Attempt> done) {
    Bulkhead tenant = tenants.bulkhead(webhook.tenant());
    if (!tenant.tryAcquirePermission()) {
      return false;
    }
    if (!all.tryAcquirePermission()) {
      tenant.releasePermission();
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    sender
        .send(Message.of(webhook, event, now))
        .thenAccept(
            receipt -> {
              all.onComplete();
              tenant.onComplete();
              done.accept(new Attempt(event, now, receipt));
            });
    return true;
  }
}
