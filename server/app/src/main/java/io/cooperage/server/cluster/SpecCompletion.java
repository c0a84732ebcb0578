package io.cooperage.server.cluster;

import io.cooperage.api.catalog.Service;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.secret.DataKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Completes the spec that a change makes of a cluster: what plugins are told anew is checked by
 * what they registered, and its secrets come under the key of the cluster. Thread-safe.
 */
final class SpecCompletion {
  private final Reads reads;
  private final CatalogService catalog;
  private final ClusterSecrets secrets;

  /**
   * @param made the key of a cluster that had none, to be stored with the change
   */
  record Completed(Future future, Optional<DataKey> made) {}

  SpecCompletion(Reads reads, CatalogService catalog, ClusterSecrets secrets) {
    this.reads = reads;
    this.catalog = catalog;
    this.secrets = secrets;
  }

  /**
   * @throws io.cooperage.server.web.ProblemException if the catalogue tells plugins what they do
   *     not understand
   */
  Completed complete(Present present, Future future) {
    ClusterSpec before = present.spec();
    ClusterSpec after = future.spec();
    if (after.provider().equals(before.provider()) && after.services().equals(before.services())) {
      return new Completed(future, Optional.empty());
    }
    return reads.run(
        "cluster.complete",
        Consistency.strong(),
        handle -> complete(handle, present.cluster(), future));
  }

  private Completed complete(Handle handle, ClusterRow cluster, Future future) {
    ClusterSpec spec = future.spec();
    List<Service> documents =
        spec.services().values().stream().map(ClusterSpec.ServiceSpec::document).toList();
    SpecTypes types =
        SpecTypes.read(handle, catalog, cluster.tenant(), spec.provider().type(), documents);
    ToldFields.Told told =
        ToldFields.renewed(ToldFields.actions(spec, types.automators()), types.provider());
    if (ClusterSecrets.isPlain(told.spec(), told.sensitive())) {
      return new Completed(future.with(told.spec()), Optional.empty());
    }
    Optional<DataKey> known = secrets.find(handle, cluster.id());
    Set<String> sensitive = told.sensitive();
    ClusterSecrets.Sealed sealed =
        secrets.seal(handle, cluster.id(), told.spec(), sensitive, known);
    return new Completed(
        future.with(sealed.spec()),
        known.isPresent() ? Optional.empty() : Optional.of(sealed.key()));
  }
}
