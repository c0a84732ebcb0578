package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.Service;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that a cluster was made from, with versions, so that any datacenter can go on from the
 * database alone. Stored as JSON; immutable under its cluster's {@code spec_version}.
 *
 * @param template resolved: what it extends and includes is merged in
 * @param layout in the order in which nodes are numbered; without machines that leave
 * @param hardwaretype the one hardware type for all machines, if one was asked for
 * @param imagetype likewise
 * @param resting services that were stopped on request
 * @param intent what an operation was to bring about that has not ended well
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
    JsonNode config,
    Optional<String> hardwaretype,
    Optional<String> imagetype,
    Set<String> resting,
    Intent intent) {
  public ClusterSpec {
    hardwaretype = hardwaretype == null ? Optional.empty() : hardwaretype;
    imagetype = imagetype == null ? Optional.empty() : imagetype;
    resting = resting == null ? Set.of() : resting;
    intent = intent == null ? Intent.NONE : intent;
  }

  /**
   * What came and what is to go by an operation that has not ended well (yet).
   *
   * @param addedServices to be set up on machines that were there
   * @param addedNodes numbers of machines to be made
   * @param removedServices still on the machines, until they are removed
   */
  public record Intent(
      Set<String> addedServices, Set<Integer> addedNodes, Set<String> removedServices) {
    static final Intent NONE = new Intent(Set.of(), Set.of(), Set.of());

    boolean isNone() {
      return addedServices.isEmpty() && addedNodes.isEmpty() && removedServices.isEmpty();
    }
  }

  /**
   * Where the machines come from.
   *
   * @param workerLabels that the workers of its clusters must carry
   * @param given those of the fields that the cluster's user gave
   */
  public record ProviderSpec(
      String name,
      int version,
      String type,
      Map<String, String> fields,
      WorkerLabels workerLabels,
      Set<String> given) {
    public ProviderSpec {
      workerLabels = workerLabels == null ? WorkerLabels.NONE : workerLabels;
      given = given == null ? Set.of() : given;
    }

    /** As the catalogue has it. */
    public ProviderSpec(
        String name,
        int version,
        String type,
        Map<String, String> fields,
        WorkerLabels workerLabels) {
      this(name, version, type, fields, workerLabels, Set.of());
    }

    /** The same with what the user gave to {@code old}. */
    ProviderSpec keeping(ProviderSpec old) {
      Map<String, String> kept = new LinkedHashMap<>(fields);
      old.given().forEach(field -> kept.put(field, old.fields().get(field)));
      return new ProviderSpec(name, version, type, kept, workerLabels, old.given());
    }

    /** The same that the user gave {@code own} of. */
    ProviderSpec givenBy(Map<String, String> all, Set<String> own) {
      return new ProviderSpec(name, version, type, all, workerLabels, own);
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

  /** The same that tells plugins other values. */
  ClusterSpec withFields(ProviderSpec otherProvider, Map<String, ServiceSpec> otherServices) {
    return new ClusterSpec(
        templateVersion,
        template,
        otherProvider,
        otherServices,
        hardwaretypes,
        imagetypes,
        layout,
        dnsSuffix,
        config,
        hardwaretype,
        imagetype,
        resting,
        intent);
  }

  /** The same with another configuration. */
  ClusterSpec withConfig(JsonNode other, String suffix) {
    return with(services, layout, suffix, other, resting, intent);
  }

  /** The same with other services that were stopped on request. */
  ClusterSpec withResting(Set<String> others) {
    return with(services, layout, dnsSuffix, config, new TreeSet<>(others), intent);
  }

  /** The same with something else still to be brought about. */
  ClusterSpec withIntent(Intent other) {
    return with(services, layout, dnsSuffix, config, resting, other);
  }

  /** The same with other services; what is not among them does not rest either. */
  ClusterSpec withServices(Map<String, ServiceSpec> others) {
    Set<String> still = new TreeSet<>(resting);
    still.retainAll(others.keySet());
    return with(others, layout, dnsSuffix, config, still, intent);
  }

  /** The same for the machines of {@code nodes} that stay. */
  ClusterSpec withLayoutOf(Collection<NodeRow> nodes) {
    return with(services, NodeLayouts.of(this, nodes), dnsSuffix, config, resting, intent);
  }

  /** The same with further types of machines. */
  ClusterSpec withTypes(Map<String, TypeSpec> hardware, Map<String, TypeSpec> images) {
    return new ClusterSpec(
        templateVersion,
        template,
        provider,
        services,
        hardware,
        images,
        layout,
        dnsSuffix,
        config,
        hardwaretype,
        imagetype,
        resting,
        intent);
  }

  private ClusterSpec with(
      Map<String, ServiceSpec> newServices,
      List<NodeLayout> newLayout,
      String suffix,
      JsonNode newConfig,
      Set<String> newResting,
      Intent newIntent) {
    return new ClusterSpec(
        templateVersion,
        template,
        provider,
        newServices,
        hardwaretypes,
        imagetypes,
        newLayout,
        suffix,
        newConfig,
        hardwaretype,
        imagetype,
        newResting,
        newIntent);
  }
}
