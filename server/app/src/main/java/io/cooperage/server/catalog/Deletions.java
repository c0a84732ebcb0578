package io.cooperage.server.catalog;

import io.cooperage.api.EntityUsage;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.web.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The second look of a deletion. Creations of clusters write nothing that a deletion could collide
 * with, so clusters may have been committed while it was under way: it looks for them once it is
 * committed itself, and if there are any brings the document back. Thread-safe.
 */
final class Deletions {
  private final Transactions transactions;
  private final Reads reads;
  private final Idempotency idempotency;
  private final CatalogUsage usage;
  private final CatalogWriter writer;

  Deletions(
      Transactions transactions,
      Reads reads,
      Idempotency idempotency,
      CatalogUsage usage,
      CatalogWriter writer) {
    this.transactions = transactions;
    this.reads = reads;
    this.idempotency = idempotency;
    this.usage = usage;
    this.writer = writer;
  }

  EntityUsage usage(Handle tx, StoredEntity entity) {
    return usage.find(tx, entity);
  }

  /**
   * @throws ProblemException IN_USE if the deletion had to be taken back
   */
  void settle(Caller by, ContainerRequestContext request, EntityKey key) {
    if (reads.run("catalog.deleted", Consistency.strong(), tx -> used(tx, key)).isEmpty()) {
      return;
    }
    Optional<StoredEntity> back =
        transactions.run("catalog.take-back", tx -> takeBack(tx, by, request, key));
    back.ifPresent(
        entity ->
            CatalogUsage.mustBeNone(
                reads.run("catalog.usage", Consistency.strong(), tx -> usage.find(tx, entity)),
                entity));
  }

  private Optional<StoredEntity> takeBack(
      Handle tx, Caller by, ContainerRequestContext request, EntityKey key) {
    Optional<StoredEntity> last = used(tx, key);
    last.ifPresent(
        entity -> {
          writer.undelete(tx, by, entity);
          idempotency.forget(tx, request, by, "");
        });
    return last;
  }

  /** The document, if it is still deleted and there are clusters that were made from it. */
  private Optional<StoredEntity> used(Handle tx, EntityKey key) {
    return CatalogDao.findHead(tx, key)
        .filter(CatalogDao.Head::deleted)
        .flatMap(head -> CatalogDao.findVersion(tx, key, head.version()))
        .filter(entity -> usage.find(tx, entity).clusterCount() > 0);
  }
}
