package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a cluster. Absent values come from the template's defaults; {@code config} is merged
 * over the template's.
 */
public record ClusterCreateRequest(
    String name,
    Optional<String> description,
    String clusterTemplate,
    int numMachines,
    Optional<String> provider,
    Optional<String> hardwaretype,
    Optional<String> imagetype,
    Optional<List<String>> services,
    Optional<String> dnsSuffix,
    Optional<JsonNode> config,
    Optional<Long> initialLeaseDuration) {
  public ClusterCreateRequest {
    // JSON null means absent, here as for every other optional value.
    config = config.filter(value -> !value.isNull());
  }
}
