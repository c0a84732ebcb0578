package io.cooperage.server.catalog;

import io.cooperage.api.ClusterUse;
import io.cooperage.api.EntityKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which clusters were made from a document; the room of clusters knows. */
@FunctionalInterface
public interface ClusterUses {
  /** Some of the clusters, and how many there are. */
  record Found(List<ClusterUse> some, long count) {
    public static final Found NONE = new Found(List.of(), 0);
  }

  /**
   * Clusters that are not terminated.
   *
   * @param tenant whose; empty = of all tenants but {@code without}
   */
  Found find(
      Handle handle,
      EntityKind kind,
      String name,
      Optional<String> tenant,
      Collection<String> without,
      int limit);
}
