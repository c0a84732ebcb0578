package io.cooperage.server.resource;

import io.cooperage.galera.read.Reads;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import java.time.Clock;
import java.util.List;

/** Builds the room: its door for other rooms, and its resources for HTTP. */
public record ResourceRoom(ResourceService service, List<Object> resources) {
  public static ResourceRoom open(
      Reads reads, Idempotency idempotency, AuditLog audit, Outbox outbox, Clock clock) {
    ResourceService service = new ResourceService(audit, outbox, clock);
    return new ResourceRoom(
        service,
        List.of(new ResourceResource(service, reads, idempotency), new BlobResource(reads)));
  }
}
