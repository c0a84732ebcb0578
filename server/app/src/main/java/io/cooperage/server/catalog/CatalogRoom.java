package io.cooperage.server.catalog;

import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.secret.Secrets;
import java.time.Clock;
import java.util.List;

/** Builds the room: its door for other rooms, and its resources for HTTP. */
public record CatalogRoom(CatalogService service, List<Object> resources) {
  /** What this room is built from. */
  public record Needs(
      Transactions transactions,
      Reads reads,
      Idempotency idempotency,
      AuditLog audit,
      Outbox outbox,
      Clock clock,
      Secrets secrets,
      ClusterUses clusters) {}

  public static CatalogRoom open(Needs needs) {
    Reads reads = needs.reads();
    Idempotency idempotency = needs.idempotency();
    CatalogService service = new CatalogService();
    CatalogWriter writer =
        new CatalogWriter(
            needs.audit(), needs.outbox(), needs.clock(), new LateSealing(needs.secrets()));
    CatalogUsage usage = new CatalogUsage(needs.clusters());
    CatalogChanges changes = new CatalogChanges(writer, usage, needs.audit(), needs.outbox());
    Deletions deletions = new Deletions(needs.transactions(), reads, idempotency, usage, writer);
    PluginFields fields = new PluginFields(service, needs.secrets());
    return new CatalogRoom(
        service,
        List.of(
            new CatalogResource(service, changes, fields, deletions, reads, idempotency),
            new VersionResource(service, changes, reads, idempotency),
            new ResolvedTemplateResource(service, reads),
            new TemplateDraftResource(service, reads),
            new BundleResource(new CatalogImport(writer, changes, fields), reads, idempotency)));
  }
}
