package io.cooperage.server.catalog;

import io.cooperage.galera.read.Reads;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.secret.Secrets;
import java.time.Clock;
import java.util.List;

/** Builds the room: its door for other rooms, and its resources for HTTP. */
public record CatalogRoom(CatalogService service, List<Object> resources) {
  public static CatalogRoom open(
      Reads reads,
      Idempotency idempotency,
      AuditLog audit,
      Outbox outbox,
      Clock clock,
      Secrets secrets) {
    CatalogService service = new CatalogService();
    CatalogWriter writer = new CatalogWriter(audit, outbox, clock, new LateSealing(secrets));
    CatalogChanges changes = new CatalogChanges(writer, audit, outbox);
    PluginFields fields = new PluginFields(service, secrets);
    return new CatalogRoom(
        service,
        List.of(
            new CatalogResource(service, changes, fields, reads, idempotency),
            new ResolvedTemplateResource(service, reads),
            new TemplateDraftResource(service, reads),
            new BundleResource(new CatalogImport(writer, changes, fields), reads, idempotency)));
  }
}
