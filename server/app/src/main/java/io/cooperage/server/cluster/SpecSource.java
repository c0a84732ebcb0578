package io.cooperage.server.cluster;

import io.cooperage.server.catalog.MergedTemplate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where clusters that are there get what is new to them. */
interface SpecSource {
  /** The latest of {@code services}, and of all types that the cluster's provider has. */
  Latest latest(Present present, Collection<String> services);

  /** The latest of all that the cluster was made from. */
  Renewed renewed(Present present);

  /**
   * The latest documents, as one provider's machines need them.
   *
   * @param services those of the services asked for that there are
   * @param hardware all types that the provider has
   */
  record Latest(
      Map<String, ClusterSpec.ServiceSpec> services,
      Map<String, ClusterSpec.TypeSpec> hardware,
      Map<String, ClusterSpec.TypeSpec> images) {}

  /** The same with the template, and the provider if there still is one of that name. */
  record Renewed(
      MergedTemplate template, Optional<ClusterSpec.ProviderSpec> provider, Latest latest) {}
}
