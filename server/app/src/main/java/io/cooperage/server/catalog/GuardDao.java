package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of the guards and of what stands behind names. */
final class GuardDao {
  private GuardDao() {}

  /** A name that there is or was: whose, and whether it is deleted. */
  record Known(EntityKey key, boolean deleted) {}

  /** Makes the caller collide with everybody else, wherever they are, who takes one of these. */
  static void take(Handle tx, Collection<EntityName> names) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT INTO catalog_guard (kind, name, changes)
            VALUES (:kind, :name, 1)
            ON DUPLICATE KEY UPDATE changes = changes + 1
            """);
    for (EntityName name : names.stream().sorted().distinct().toList()) {
      batch.bind("kind", name.kind().wire()).bind("name", name.name()).add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Which of {@code names} there are or were, of {@code tenant} or shared. */
  static List<Known> known(Handle tx, String tenant, String shared, Collection<EntityName> names) {
    Map<EntityKind, List<String>> byKind =
        names.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(
                    EntityName::kind, Collectors.mapping(EntityName::name, Collectors.toList())));
    return byKind.entrySet().stream()
        .flatMap(kind -> known(tx, tenant, shared, kind.getKey(), kind.getValue()).stream())
        .toList();
  }

  private static List<Known> known(
      Handle tx, String tenant, String shared, EntityKind kind, List<String> names) {
    return tx.createQuery(
            """
            SELECT tenant, name, deleted
            FROM catalog_head
            WHERE tenant IN (:tenant, :shared)
              AND kind = :kind
              AND name IN (<names>)
            """)
        .bind("tenant", tenant)
        .bind("shared", shared)
        .bind("kind", kind.wire())
        .bindList("names", names)
        .map(
            (row, context) ->
                new Known(
                    new EntityKey(row.getString("tenant"), kind, row.getString("name")),
                    row.getBoolean("deleted")))
        .list();
  }

  /** Other tenants than {@code shared} that have templates, or parts of templates, of their own. */
  static List<String> tenantsWithTemplates(Handle tx, String shared) {
    return tx.createQuery(
            """
            SELECT DISTINCT tenant
            FROM catalog_head
            WHERE tenant <> :shared
              AND kind IN ('clustertemplate', 'partialtemplate')
              AND NOT deleted
            ORDER BY tenant
            """)
        .bind("shared", shared)
        .mapTo(String.class)
        .list();
  }
}
