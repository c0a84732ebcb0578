package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/**
 * Writes checked documents. The head row decides between concurrent writers, wherever they are: who
 * moves it writes the version, the others are refused. Audit and event name the document, never its
 * values. Thread-safe.
 */
final class CatalogWriter {
  private final AuditLog audit;
  private final Outbox outbox;
  private final Clock clock;
  private final LateSealing late;

  CatalogWriter(AuditLog audit, Outbox outbox, Clock clock, LateSealing late) {
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
    this.late = late;
  }

  /**
   * @throws ProblemException CONFLICT if there is one of that name
   */
  StoredEntity create(Handle tx, Caller by, EntityKey key, JsonNode document) {
    return tryCreate(tx, by, key, document)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.CONFLICT,
                    "There is already a "
                        + key.inWords()
                        + ", at version "
                        + latest(tx, key)
                        + ". Change it with PUT, or choose another name."));
  }

  /**
   * The same for a caller who expects that there is none.
   *
   * @throws ProblemException STALE_VERSION if there is
   */
  StoredEntity createNew(Handle tx, Caller by, EntityKey key, JsonNode document) {
    return tryCreate(tx, by, key, document)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.STALE_VERSION,
                    "If-None-Match: * expects no "
                        + key.inWords()
                        + ", but it is at version "
                        + latest(tx, key)
                        + ". Change it with If-Match."));
  }

  private Optional<StoredEntity> tryCreate(Handle tx, Caller by, EntityKey key, JsonNode document) {
    if (!CatalogDao.insertHead(tx, key) && !CatalogDao.revive(tx, key)) {
      return Optional.empty();
    }
    return Optional.of(store(tx, by, key, latest(tx, key), document, "created"));
  }

  /**
   * @param expected the version that the caller has seen; empty = whichever it is
   * @throws ProblemException NOT_FOUND, or STALE_VERSION if another writer was first
   */
  StoredEntity update(
      Handle tx, Caller by, EntityKey key, OptionalInt expected, JsonNode document) {
    int from = expected.orElseGet(() -> latest(tx, key));
    if (!CatalogDao.advance(tx, key, from)) {
      throw missed(tx, key, from);
    }
    return store(tx, by, key, from + 1, document, "updated");
  }

  /** Its versions stay, for the clusters that were made from them. */
  void delete(Handle tx, Caller by, EntityKey key, OptionalInt expected) {
    int version = expected.orElseGet(() -> latest(tx, key));
    if (!CatalogDao.markDeleted(tx, key, version)) {
      throw missed(tx, key, version);
    }
    announce(tx, by, key, version, "deleted");
  }

  /**
   * The last version of a deleted document as its next one.
   *
   * @throws ProblemException NOT_FOUND if there was none, CONFLICT if it is not deleted
   */
  StoredEntity undelete(Handle tx, Caller by, StoredEntity last) {
    if (!CatalogDao.revive(tx, last.key())) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "The "
              + last.key().inWords()
              + " is not deleted: it is at version "
              + latest(tx, last.key())
              + ".");
    }
    return store(tx, by, last.key(), last.version() + 1, last.document(), "undeleted");
  }

  private StoredEntity store(
      Handle tx, Caller by, EntityKey key, int version, JsonNode document, String what) {
    StoredEntity entity =
        new StoredEntity(
            key, version, clock.instant().truncatedTo(ChronoUnit.MILLIS), by.user(), document);
    CatalogDao.insertVersion(tx, entity);
    late.registered(tx, key, document);
    announce(tx, by, key, version, what);
    return entity;
  }

  private void announce(Handle tx, Caller by, EntityKey key, int version, String what) {
    ObjectNode data = CatalogJson.MAPPER.createObjectNode();
    data.put("kind", key.kind().wire());
    data.put("name", key.name());
    data.put("version", version);
    audit.record(tx, by, "catalog." + what, key.subject(), change(version, what).with(data));
    outbox.publish(tx, Event.ofTenant("catalog." + what, key.tenant(), key.subject(), data));
  }

  /** By their numbers: all versions are kept, and can be read by them. */
  private static AuditChange change(int version, String what) {
    return switch (what) {
      case "created" -> AuditChange.made(numbered(version));
      case "deleted" -> AuditChange.removed(numbered(version));
      default -> AuditChange.changed(numbered(version - 1), numbered(version));
    };
  }

  private static JsonNode numbered(int version) {
    return CatalogJson.MAPPER.createObjectNode().put("version", version);
  }

  private static int latest(Handle tx, EntityKey key) {
    return CatalogDao.lockHead(tx, key)
        .filter(head -> !head.deleted())
        .map(CatalogDao.Head::version)
        .orElseThrow(() -> notFound(key));
  }

  private static ProblemException missed(Handle tx, EntityKey key, int seen) {
    return Preconditions.stale("The " + key.inWords(), seen, latest(tx, key));
  }

  static ProblemException notFound(EntityKey key) {
    return new ProblemException(
        ErrorCode.NOT_FOUND,
        "Tenant \""
            + key.tenant()
            + "\" has no "
            + key.inWords()
            + ". GET /v3/"
            + key.kind().plural()
            + " lists what there is.");
  }

  static ProblemException notFound(EntityKey key, int version) {
    return new ProblemException(
        ErrorCode.NOT_FOUND,
        "The "
            + key.inWords()
            + " of tenant \""
            + key.tenant()
            + "\" has no version "
            + version
            + ". GET /v3/"
            + key.kind().plural()
            + "/"
            + key.name()
            + "/versions lists them.");
  }
}
