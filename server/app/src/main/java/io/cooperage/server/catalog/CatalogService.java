package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The catalogue's door. A tenant sees its own documents, and behind them the shared ones. */
public final class CatalogService {
  /** The tenant whose catalogue all tenants see. */
  public static final String SHARED = "superadmin";

  /** The latest version: the tenant's own, otherwise the shared one. */
  public Optional<CatalogEntity> find(Handle tx, String tenant, EntityKind kind, String name) {
    return CatalogDao.findLatest(tx, tenant, kind, name)
        .or(() -> CatalogDao.findLatest(tx, SHARED, kind, name));
  }

  /** One version, also of a deleted document: the tenant's own, otherwise the shared one. */
  public Optional<CatalogEntity> find(
      Handle tx, String tenant, EntityKind kind, String name, int version) {
    return CatalogDao.findVersion(tx, tenant, kind, name, version)
        .or(() -> CatalogDao.findVersion(tx, SHARED, kind, name, version));
  }
}
