package io.cooperage.server.webhook;

import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.driver.LeasedDrivers;
import io.cooperage.server.event.EventLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.secret.Secrets;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;

/** Builds this room. */
public final class WebhookRoom implements AutoCloseable {
  private static final Duration DELIVER = Duration.ofMillis(250);
  private static final Duration DELIVERER_BEAT = Duration.ofSeconds(1);
  private static final Duration PURGE = Duration.ofMinutes(10);

  private final WebhookConfig config;
  private final Needs needs;
  private final EventLog events = new EventLog();
  private final SecretSealing sealing;
  private final WebhookService service;
  private final Sender sender;

  /**
   * What this room is built from.
   *
   * @param names where names of receivers are looked up
   */
  public record Needs(
      Transactions transactions,
      Reads reads,
      AuditLog audit,
      Outbox outbox,
      Idempotency idempotency,
      Secrets secrets,
      Clock clock,
      String datacenter,
      Executor names) {}

  public WebhookRoom(Needs needs, WebhookConfig config) {
    this.config = config;
    this.needs = needs;
    Targets targets = new Targets(config.allowPrivate(), InetAddress::getAllByName);
    this.sealing = new SecretSealing(needs.secrets());
    this.service =
        new WebhookService(
            events,
            needs.audit(),
            needs.outbox(),
            new WebhookRules(targets),
            sealing,
            needs.clock());
    this.sender = new Sender(targets, needs.names(), config);
  }

  public List<Object> resources() {
    return List.of(
        new WebhookResource(service, needs.transactions(), needs.reads(), needs.idempotency()),
        new DeliveryResource(service, needs.reads(), needs.idempotency()));
  }

  /** One server of all datacenters delivers, and one forgets what is old. */
  public void drive(Drivers drivers, LeasedDrivers leased) {
    Dispatch dispatch = new Dispatch(sender, config, needs.clock());
    WebhookDelivery delivery =
        new WebhookDelivery(
            needs.reads(),
            sealing,
            events,
            new DeliveryRecorder(
                needs.transactions(),
                needs.audit(),
                needs.outbox(),
                new Retries(config),
                needs.datacenter()),
            dispatch,
            new Redeliveries(
                needs.transactions(), needs.reads(), events, dispatch, needs.datacenter()),
            needs.clock());
    drivers.onStopClaiming(delivery::stop);
    drivers.onIdle(delivery::finish);
    leased.every("webhook-delivery", DELIVER, DELIVERER_BEAT, delivery::tick);
    DeliveryPurge purge =
        new DeliveryPurge(
            needs.transactions(), needs.reads(), config.keepLog().toJavaDuration(), needs.clock());
    leased.every("webhook-purge", PURGE, PURGE, purge::tick);
  }

  /** The position up to which every enabled webhook has its events; empty without any. */
  public static OptionalLong delivered(Handle handle) {
    return WebhookDao.slowest(handle);
  }

  @Override
  public void close() {
    sender.close();
  }
}
