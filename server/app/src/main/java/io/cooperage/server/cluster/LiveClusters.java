package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterUse;
import io.cooperage.api.EntityKind;
import io.cooperage.server.catalog.ClusterUses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Says which clusters were made from a document. It looks into their specs, so that the creation of
 * a cluster has nothing more to write; deleting documents is rare. Thread-safe.
 */
public final class LiveClusters implements ClusterUses {
  @Override
  public Found find(
      Handle handle,
      EntityKind kind,
      String name,
      Optional<String> tenant,
      Collection<String> without,
      int limit) {
    Optional<MadeFrom> madeFrom = madeFrom(kind, name);
    if (madeFrom.isEmpty()) {
      return Found.NONE;
    }
    List<ClusterUse> found =
        handle
            .createQuery(
                """
                SELECT id, tenant, name, state
                FROM cluster
                WHERE state IN ('pending', 'active', 'incomplete', 'inconsistent')
                  AND (:tenant IS NULL OR tenant = :tenant)
                  AND tenant NOT IN (<without>)
                  AND"""
                    + " "
                    + madeFrom.get().condition())
            .bind("tenant", tenant.orElse(null))
            .bindList("without", without.isEmpty() ? List.of("") : without)
            .bind("value", madeFrom.get().value())
            .map((row, context) -> use(row))
            .list();
    List<ClusterUse> some =
        found.stream().sorted(Comparator.comparing(use -> use.id().value())).limit(limit).toList();
    return new Found(some, found.size());
  }

  /** What holds for a cluster that was made from a document. Names need no quoting in a path. */
  private record MadeFrom(String condition, String value) {}

  private static Optional<MadeFrom> madeFrom(EntityKind kind, String name) {
    return switch (kind) {
      case CLUSTERTEMPLATE -> Optional.of(new MadeFrom("template = BINARY :value", name));
      case PROVIDER ->
          Optional.of(new MadeFrom("JSON_VALUE(spec, '$.provider.name') = BINARY :value", name));
      case SERVICE -> Optional.of(key("services", name));
      case HARDWARETYPE -> Optional.of(key("hardwaretypes", name));
      case IMAGETYPE -> Optional.of(key("imagetypes", name));
      case PARTIALTEMPLATE, PROVIDERTYPE, AUTOMATORTYPE -> Optional.empty();
    };
  }

  private static MadeFrom key(String map, String name) {
    return new MadeFrom("JSON_EXISTS(spec, :value)", "$." + map + ".\"" + name + "\"");
  }

  private static ClusterUse use(ResultSet row) throws SQLException {
    return new ClusterUse(
        new ClusterId(row.getLong("id")),
        row.getString("tenant"),
        row.getString("name"),
        ClusterState.parse(row.getString("state")));
  }
}
