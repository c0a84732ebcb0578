package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.Service;
import java.util.List;
import java.util.Map;

/**
 * Everything that a cluster was made from, with versions, so that any datacenter can go on from the
 * database alone. Stored as JSON; immutable under its cluster's {@code spec_version}.
 *
 * @param template resolved: what it extends and includes is merged in
 * @param layout in the order in which nodes are numbered
 */
public record ClusterSpec(
    int templateVersion,
    ClusterTemplate template,
    ProviderSpec provider,
    Map<String, ServiceSpec> services,
    Map<String, TypeSpec> hardwaretypes,
    Map<String, TypeSpec> imagetypes,
    List<NodeLayout> layout,
    String dnsSuffix,
    JsonNode config) {

  /**
   * Where the machines come from.
   *
   * @param workerLabels that the workers of its clusters must carry
   */
  public record ProviderSpec(
      String name,
      int version,
      String type,
      Map<String, String> fields,
      WorkerLabels workerLabels) {
    public ProviderSpec {
      workerLabels = workerLabels == null ? WorkerLabels.NONE : workerLabels;
    }

    @Override
    public String toString() {
      return "ProviderSpec[name=" + name + ", version=" + version + ", type=" + type + "]";
    }
  }

  /** A service at one version. */
  public record ServiceSpec(int version, Service document) {}

  /** What the provider has to know of a hardware or image type. */
  public record TypeSpec(int version, Map<String, String> fields) {}

  /** The document of {@code service}. */
  public Service service(String service) {
    return services.get(service).document();
  }

  /** The same with another configuration. */
  ClusterSpec withConfig(JsonNode other, String suffix) {
    return new ClusterSpec(
        templateVersion,
        template,
        provider,
        services,
        hardwaretypes,
        imagetypes,
        layout,
        suffix,
        other);
  }
}
