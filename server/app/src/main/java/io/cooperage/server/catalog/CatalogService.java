package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The catalogue's door for other rooms: reads inside their transactions. A tenant sees its own
 * documents, and behind them the shared ones. Thread-safe.
 */
public final class CatalogService {

  /** The latest version: the tenant's own, otherwise the shared one. */
  public Optional<CatalogEntity> find(Handle tx, String tenant, EntityKind kind, String name) {
    return latest(tx, tenant, kind, name).map(StoredEntity::entity);
  }

  /** One version, also of a deleted document: the tenant's own, otherwise the shared one. */
  public Optional<CatalogEntity> find(
      Handle tx, String tenant, EntityKind kind, String name, int version) {
    return version(tx, tenant, kind, name, version).map(StoredEntity::entity);
  }

  /** The latest of all documents of a kind that the tenant sees. */
  public List<CatalogEntity> all(Handle tx, String tenant, EntityKind kind) {
    return list(tx, tenant, kind, "", Integer.MAX_VALUE).stream()
        .map(StoredEntity::entity)
        .toList();
  }

  /** Differs whenever anything that the tenant sees has changed; cheap. */
  public String stamp(Handle tx, String tenant) {
    return CatalogDao.stamp(tx, tenant, Caller.SUPERADMIN_TENANT);
  }

  /**
   * A cluster template with all that it extends and includes, as the tenant sees them.
   *
   * @throws ProblemException INVALID_REQUEST if there is no such template; UNSATISFIABLE if its
   *     parts cannot be put together
   */
  public MergedTemplate template(Handle tx, String tenant, String name) {
    StoredEntity own =
        latest(tx, tenant, EntityKind.CLUSTERTEMPLATE, name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "There is no cluster template \"%s\". GET /v3/clustertemplates lists them."
                            .formatted(name)));
    ResolvedTemplate resolved = resolve(tx, tenant, own);
    return new MergedTemplate(
        own.version(),
        new CatalogEntity(EntityKind.CLUSTERTEMPLATE, name, own.version(), resolved.document())
            .as(ClusterTemplate.class));
  }

  /**
   * The same of a template that need not be stored.
   *
   * @throws ProblemException UNSATISFIABLE if its parts cannot be put together
   */
  ResolvedTemplate resolve(Handle tx, String tenant, StoredEntity own) {
    try {
      TemplateParts parts =
          TemplateParts.of(own, (kind, name) -> part(tx, tenant, own, kind, name));
      if (!parts.missing().isEmpty()) {
        throw new ProblemException(ErrorCode.UNSATISFIABLE, String.join(" ", parts.missing()));
      }
      return parts.merge();
    } catch (TemplateException e) {
      throw new ProblemException(
          ErrorCode.UNSATISFIABLE,
          "Template \"%s\" cannot be resolved: %s.".formatted(own.key().name(), e.getMessage()));
    }
  }

  /** A template that is not stored yet is found before the stored one of its name. */
  private Optional<StoredEntity> part(
      Handle tx, String tenant, StoredEntity own, EntityKind kind, String name) {
    return own.key().kind() == kind && own.key().name().equals(name)
        ? Optional.of(own)
        : latest(tx, tenant, kind, name);
  }

  Optional<StoredEntity> latest(Handle tx, String tenant, EntityKind kind, String name) {
    return CatalogDao.findLatest(tx, new EntityKey(tenant, kind, name))
        .or(() -> CatalogDao.findLatest(tx, shared(kind, name)));
  }

  Optional<StoredEntity> version(
      Handle tx, String tenant, EntityKind kind, String name, int version) {
    return CatalogDao.findVersion(tx, new EntityKey(tenant, kind, name), version)
        .or(() -> CatalogDao.findVersion(tx, shared(kind, name), version));
  }

  List<StoredEntity> list(Handle tx, String tenant, EntityKind kind, String after, int limit) {
    return CatalogDao.list(tx, tenant, Caller.SUPERADMIN_TENANT, kind, after, limit);
  }

  /** Newest first; those of the shared document if the tenant never had one of that name. */
  List<StoredEntity> versions(
      Handle tx, String tenant, EntityKind kind, String name, int before, int limit) {
    EntityKey own = new EntityKey(tenant, kind, name);
    EntityKey key = CatalogDao.findHead(tx, own).isPresent() ? own : shared(kind, name);
    return CatalogDao.versions(tx, key, before, limit);
  }

  private static EntityKey shared(EntityKind kind, String name) {
    return new EntityKey(Caller.SUPERADMIN_TENANT, kind, name);
  }
}
