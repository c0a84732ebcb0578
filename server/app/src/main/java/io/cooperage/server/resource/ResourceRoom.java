package io.cooperage.server.resource;

import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Builds the room: its door for other rooms, and its resources for HTTP. */
public record ResourceRoom(ResourceService service, List<Object> resources) {
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** What this room is built from. */
  public record Needs(
      Transactions transactions,
      Reads reads,
      Idempotency idempotency,
      CatalogService catalog,
      AuditLog audit,
      Outbox outbox,
      Drivers drivers,
      Leadership leadership,
      Clock clock) {}

  public static ResourceRoom open(Needs needs) {
    ResourceService service = new ResourceService(needs.audit(), needs.outbox(), needs.clock());
    Blobs blobs = new Blobs(needs.transactions(), needs.reads());
    needs.drivers().every("resource-garbage", SWEEP, needs.leadership()::isLeader, blobs::sweep);
    return new ResourceRoom(
        service,
        List.of(
            new ResourceResource(
                service,
                new RegisteredTypes(needs.catalog()),
                blobs,
                needs.reads(),
                needs.idempotency()),
            new BlobResource(blobs, needs.reads())));
  }
}
