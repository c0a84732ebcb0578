package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The latest versions of the template, provider, services and types of a cluster, whose machines
 * stay as they are and must be allowed. What was configured otherwise than the old template says
 * stays so. Thread-safe.
 */
final class TemplateSync {
  private final SpecSource sources;

  TemplateSync(SpecSource sources) {
    this.sources = sources;
  }

  Future change(Present present, SyncRequest request) {
    ClusterSpec spec = renewed(present);
    boolean repairs = present.cluster().state() == ClusterState.INCONSISTENT;
    ReconfigureRequest reconfigure =
        new ReconfigureRequest(
            Optional.empty(), Optional.empty(), request.restart(), Optional.empty());
    return Reconfiguration.of(spec, present.nodes(), reconfigure, repairs);
  }

  private ClusterSpec renewed(Present present) {
    ClusterSpec old = present.spec();
    SpecSource.Renewed renewed = sources.renewed(present);
    refuse(present, missing(present, renewed));
    ClusterTemplate template = renewed.template().template();
    JsonNode own = ConfigOverlay.difference(old.template().defaults().config(), old.config());
    ClusterSpec spec =
        new ClusterSpec(
            renewed.template().version(),
            template,
            renewed.provider().orElseThrow().keeping(old.provider()),
            services(old, renewed),
            of(old.hardwaretypes().keySet(), renewed.latest().hardware()),
            of(old.imagetypes().keySet(), renewed.latest().images()),
            old.layout(),
            old.dnsSuffix(),
            ConfigOverlay.of(template.defaults().config(), own),
            old.hardwaretype(),
            old.imagetype(),
            old.resting(),
            old.intent());
    staying(Rulebook.of(spec, renewed.latest())).check(NodeLayouts.of(spec, present.nodes()));
    return spec;
  }

  /** The rules without services that are to be removed. */
  private static Rulebook staying(Rulebook rulebook) {
    Map<String, ClusterSpec.ServiceSpec> rest = new LinkedHashMap<>(rulebook.spec().services());
    rest.keySet().removeAll(rulebook.spec().intent().removedServices());
    return new Rulebook(rulebook.spec().withServices(rest), rulebook.hardware(), rulebook.images());
  }

  /** In the order that they had. */
  private static Map<String, ClusterSpec.ServiceSpec> services(
      ClusterSpec old, SpecSource.Renewed renewed) {
    Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>();
    old.services()
        .keySet()
        .forEach(name -> services.put(name, renewed.latest().services().get(name)));
    return services;
  }

  private static Map<String, ClusterSpec.TypeSpec> of(
      Set<String> names, Map<String, ClusterSpec.TypeSpec> latest) {
    Map<String, ClusterSpec.TypeSpec> types = new LinkedHashMap<>();
    names.forEach(name -> types.put(name, latest.get(name)));
    return types;
  }

  private static List<String> missing(Present present, SpecSource.Renewed renewed) {
    ClusterSpec old = present.spec();
    List<String> errors = new ArrayList<>();
    String provider = old.provider().name();
    if (renewed.provider().isEmpty()) {
      errors.add("provider \"%s\" does not exist any more".formatted(provider));
    } else if (!renewed.provider().get().type().equals(old.provider().type())) {
      errors.add(
          "provider \"%s\" is of type \"%s\" now, and the machines are of \"%s\""
              .formatted(provider, renewed.provider().get().type(), old.provider().type()));
    }
    absent(old.services().keySet(), renewed.latest().services().keySet())
        .forEach(name -> errors.add("service \"%s\" does not exist any more".formatted(name)));
    absent(old.hardwaretypes().keySet(), renewed.latest().hardware().keySet())
        .forEach(name -> errors.add(gone("hardware", name, provider)));
    absent(old.imagetypes().keySet(), renewed.latest().images().keySet())
        .forEach(name -> errors.add(gone("image", name, provider)));
    return errors;
  }

  private static String gone(String kind, String name, String provider) {
    return "%s type \"%s\" does not exist for provider \"%s\" any more"
        .formatted(kind, name, provider);
  }

  private static Set<String> absent(Set<String> wanted, Set<String> there) {
    Set<String> absent = new TreeSet<>(wanted);
    absent.removeAll(there);
    return absent;
  }

  private static void refuse(Present present, List<String> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.UNSATISFIABLE,
              "Cluster %s cannot be brought up to template \"%s\": %s."
                  .formatted(
                      present.cluster().id(),
                      present.cluster().template(),
                      String.join("; ", errors)))
          .withErrors(errors);
    }
  }
}
