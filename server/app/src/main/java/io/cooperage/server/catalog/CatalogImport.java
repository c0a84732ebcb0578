package io.cooperage.server.catalog;

import io.cooperage.api.ImportReport;
import io.cooperage.api.ImportedEntity;
import io.cooperage.server.access.Caller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/**
 * Brings a bundle into a tenant's catalogue in the caller's transaction: all or nothing. What is
 * already there in the same words stays as it is. Thread-safe.
 */
final class CatalogImport {
  private final CatalogWriter writer;
  private final CatalogChanges changes;
  private final PluginFields fields;

  CatalogImport(CatalogWriter writer, CatalogChanges changes, PluginFields fields) {
    this.writer = writer;
    this.changes = changes;
    this.fields = fields;
  }

  ImportReport run(Handle tx, Caller by, List<Bundle.Item> items) {
    List<Change> all = changes(by, items);
    CatalogRules.guard(tx, all);
    List<String> breaks = CatalogRules.check(tx, by.tenant(), all);
    List<ImportedEntity> entities =
        BundleFields.prepare(tx, by, items, fields).stream()
            .map(item -> bring(tx, by, item))
            .toList();
    if (!breaks.isEmpty()) {
      changes.tell(tx, by, all.get(0).key(), breaks);
    }
    return new ImportReport(false, entities, breaks);
  }

  /** What {@link #run} would do now. */
  ImportReport plan(Handle tx, Caller by, List<Bundle.Item> items) {
    List<String> breaks = CatalogRules.check(tx, by.tenant(), changes(by, items));
    return new ImportReport(
        true,
        BundleFields.preview(tx, by, items, fields).stream()
            .map(
                item -> compare(item, CatalogDao.findLatest(tx, key(by, item)), head(tx, by, item)))
            .toList(),
        breaks);
  }

  private static List<Change> changes(Caller by, List<Bundle.Item> items) {
    return items.stream()
        .map(
            item ->
                Change.write(new EntityKey(by.tenant(), item.kind(), item.name()), item.document()))
        .toList();
  }

  private ImportedEntity bring(Handle tx, Caller by, BundleFields.Ready item) {
    EntityKey key = key(by, item);
    Optional<CatalogDao.Head> head = CatalogDao.lockHead(tx, key);
    Optional<StoredEntity> there = CatalogDao.findLatest(tx, key);
    ImportedEntity intent = compare(item, there, head);
    if (there.isEmpty()) {
      StoredEntity created = writer.create(tx, by, key, item.document());
      return new ImportedEntity(
          item.kind(), item.name(), created.version(), intent.outcome(), item.notes());
    }
    if (!same(item, there.get())) {
      writer.update(tx, by, key, OptionalInt.of(there.get().version()), item.document());
    }
    return intent;
  }

  private static ImportedEntity compare(
      BundleFields.Ready item, Optional<StoredEntity> there, Optional<CatalogDao.Head> head) {
    if (there.isEmpty()) {
      int version = head.map(CatalogDao.Head::version).orElse(0) + 1;
      return new ImportedEntity(item.kind(), item.name(), version, "created", item.notes());
    }
    int version = there.get().version();
    return same(item, there.get())
        ? new ImportedEntity(item.kind(), item.name(), version, "unchanged", item.notes())
        : new ImportedEntity(
            item.kind(),
            item.name(),
            version + 1,
            "updated",
            Differences.between(item.kind(), there.get().document(), item.document()),
            item.notes());
  }

  private static boolean same(BundleFields.Ready item, StoredEntity there) {
    return there.document().equals(item.document());
  }

  private static Optional<CatalogDao.Head> head(Handle tx, Caller by, BundleFields.Ready item) {
    return CatalogDao.findHead(tx, key(by, item));
  }

  private static EntityKey key(Caller by, BundleFields.Ready item) {
    return new EntityKey(by.tenant(), item.kind(), item.name());
  }
}
