package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a cluster. Absent values come from the template's defaults; {@code config} is merged
 * over the template's. {@code providerFields}: what the provider's plugin lets users say; may be
 * secret.
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
    Optional<Long> initialLeaseDuration,
    Optional<Map<String, String>> providerFields) {
  public ClusterCreateRequest {
    // JSON null means absent, here as for every other optional value.
    config = config.filter(value -> !value.isNull());
    providerFields = providerFields == null ? Optional.empty() : providerFields;
  }

  /** One that says nothing to the provider's plugin. */
  public ClusterCreateRequest(
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
    this(
        name,
        description,
        clusterTemplate,
        numMachines,
        provider,
        hardwaretype,
        imagetype,
        services,
        dnsSuffix,
        config,
        initialLeaseDuration,
        Optional.empty());
  }

  /** All else as the template has it. */
  public static ClusterCreateRequest of(String name, String clusterTemplate, int numMachines) {
    return new ClusterCreateRequest(
        name,
        Optional.empty(),
        clusterTemplate,
        numMachines,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with a lease.
   *
   * @param millis of its life; 0 = for ever, where the template lets it
   */
  public ClusterCreateRequest withInitialLeaseDuration(long millis) {
    return new ClusterCreateRequest(
        name,
        description,
        clusterTemplate,
        numMachines,
        provider,
        hardwaretype,
        imagetype,
        services,
        dnsSuffix,
        config,
        Optional.of(millis),
        providerFields);
  }

  /** The same with other fields for the provider's plugin. */
  public ClusterCreateRequest withProviderFields(Optional<Map<String, String>> other) {
    return new ClusterCreateRequest(
        name,
        description,
        clusterTemplate,
        numMachines,
        provider,
        hardwaretype,
        imagetype,
        services,
        dnsSuffix,
        config,
        initialLeaseDuration,
        other);
  }

  /** Without the values for the provider's plugin, which may be secret. */
  @Override
  public String toString() {
    return "ClusterCreateRequest[name="
        + name
        + ", clusterTemplate="
        + clusterTemplate
        + ", numMachines="
        + numMachines
        + ", providerFields="
        + providerFields.map(Map::keySet)
        + "]";
  }
}
