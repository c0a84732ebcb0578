package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Every way to change the catalogue: takes the guards, checks what must hold between documents, and
 * writes. Tells of templates of other tenants that a change of shared documents breaks.
 * Thread-safe.
 */
final class CatalogChanges {
  private final CatalogWriter writer;
  private final CatalogUsage usage;
  private final AuditLog audit;
  private final Outbox outbox;

  CatalogChanges(CatalogWriter writer, CatalogUsage usage, AuditLog audit, Outbox outbox) {
    this.writer = writer;
    this.usage = usage;
    this.audit = audit;
    this.outbox = outbox;
  }

  StoredEntity create(Handle tx, Caller by, EntityKey key, JsonNode document) {
    return write(tx, by, key, document, () -> writer.create(tx, by, key, document));
  }

  StoredEntity createNew(Handle tx, Caller by, EntityKey key, JsonNode document) {
    return write(tx, by, key, document, () -> writer.createNew(tx, by, key, document));
  }

  StoredEntity update(
      Handle tx, Caller by, EntityKey key, OptionalInt expected, JsonNode document) {
    return write(tx, by, key, document, () -> writer.update(tx, by, key, expected, document));
  }

  /**
   * @throws ProblemException IN_USE if anything would be left without it
   */
  void delete(Handle tx, Caller by, EntityKey key, OptionalInt expected) {
    List<Change> changes = List.of(Change.delete(key));
    CatalogRules.guard(tx, changes);
    Optional<StoredEntity> there = CatalogDao.findLatest(tx, key);
    there.ifPresent(entity -> CatalogRules.guard(tx, References.provided(entity.document())));
    List<String> breaks = CatalogRules.check(tx, by.tenant(), changes);
    writer.delete(tx, by, key, expected);
    there.ifPresent(entity -> CatalogUsage.mustBeNone(usage.find(tx, entity), entity));
    tell(tx, by, key, breaks);
  }

  /** The last version once more, as the next one. */
  StoredEntity undelete(Handle tx, Caller by, EntityKey key) {
    StoredEntity last = last(tx, key);
    return write(tx, by, key, last.document(), () -> writer.undelete(tx, by, last));
  }

  /** An older version once more, as the next one. */
  StoredEntity restore(Handle tx, Caller by, EntityKey key, OptionalInt expected, int version) {
    StoredEntity old =
        CatalogDao.findVersion(tx, key, version)
            .orElseThrow(() -> CatalogWriter.notFound(key, version));
    return update(tx, by, key, expected, old.document());
  }

  private static StoredEntity last(Handle tx, EntityKey key) {
    return CatalogDao.findHead(tx, key)
        .flatMap(head -> CatalogDao.findVersion(tx, key, head.version()))
        .orElseThrow(() -> CatalogWriter.notFound(key));
  }

  /** What {@code changes} break for other tenants is told in the name of {@code key}. */
  void tell(Handle tx, Caller by, EntityKey key, Collection<String> breaks) {
    if (breaks.isEmpty()) {
      return;
    }
    ObjectNode data = CatalogJson.MAPPER.createObjectNode();
    ArrayNode lines = data.putArray("breaks");
    breaks.forEach(lines::add);
    audit.record(tx, by, "catalog.breaks", key.subject(), AuditChange.of(data));
    outbox.publish(tx, Event.ofTenant("catalog.breaks", key.tenant(), key.subject(), data));
  }

  private StoredEntity write(
      Handle tx, Caller by, EntityKey key, JsonNode document, Supplier<StoredEntity> write) {
    List<Change> changes = List.of(Change.write(key, document));
    CatalogRules.guard(tx, changes);
    List<String> breaks = CatalogRules.check(tx, by.tenant(), changes);
    StoredEntity written = write.get();
    tell(tx, by, key, breaks);
    return written;
  }
}
