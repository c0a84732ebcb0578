package io.cooperage.server;

import io.cooperage.server.usage.UsageRoom;
import io.cooperage.server.webhook.WebhookRoom;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;

/** Rooms that tell others what happened: webhook and usage. */
final class ToldWiring {
  private ToldWiring() {}

  static void install(Foundation base) {
    WebhookRoom webhooks =
        new WebhookRoom(
            new WebhookRoom.Needs(
                base.transactions(),
                base.reads(),
                base.audit(),
                base.outbox(),
                base.idempotency(),
                base.secrets(),
                base.clock(),
                base.configuration().datacenter().name(),
                names(base)),
            base.configuration().webhooks());
    webhooks.resources().forEach(base.environment().jersey()::register);
    webhooks.drive(base.drivers(), base.leased());
    base.environment().lifecycle().manage(new Closing(webhooks));
    UsageRoom usage = new UsageRoom(base.transactions(), base.reads());
    base.environment().jersey().register(usage.resource());
    usage.drive(base.leased());
  }

  /** A lookup may block for long, so that each attempt may have a thread for it. */
  private static Executor names(Foundation base) {
    return base.environment()
        .lifecycle()
        .executorService("webhook-names-%d")
        .minThreads(0)
        .maxThreads(base.configuration().webhooks().maxConcurrent())
        .workQueue(new SynchronousQueue<>())
        .build();
  }
}
