package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.TaskAction;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceAction;
import io.cooperage.api.catalog.ServiceActions;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What plugins are told about a cluster: checked by what they registered, defaults filled in. */
final class ToldFields {
  private static final String PATH = "providerFields";

  private ToldFields() {}

  /** A spec, and which of the provider's fields the user gave and must be sealed. */
  record Told(ClusterSpec spec, Set<String> sensitive) {}

  /**
   * The actions' fields with the defaults of those that neither they nor a machine's types have.
   *
   * @throws ProblemException UNSATISFIABLE with a line for each wrong value of the catalogue
   */
  static ClusterSpec actions(ClusterSpec spec, Map<String, Parameters> automators) {
    if (automators.isEmpty()) {
      return spec;
    }
    Set<String> ofMachines = new HashSet<>();
    spec.hardwaretypes().values().forEach(type -> ofMachines.addAll(type.fields().keySet()));
    spec.imagetypes().values().forEach(type -> ofMachines.addAll(type.fields().keySet()));
    List<String> findings = new ArrayList<>();
    Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>();
    spec.services()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    new ClusterSpec.ServiceSpec(
                        service.version(),
                        filled(service.document(), automators, ofMachines, findings))));
    refuse(findings);
    return spec.withFields(spec.provider(), services);
  }

  private static Service filled(
      Service service,
      Map<String, Parameters> automators,
      Set<String> ofMachines,
      List<String> findings) {
    Map<TaskAction, ServiceAction> actions = new LinkedHashMap<>();
    service
        .actions()
        .forEach(
            (action, how) -> {
              Parameters type = automators.get(how.type());
              if (type == null) {
                actions.put(action, how);
                return;
              }
              Map<String, String> fields = new LinkedHashMap<>(type.withDefaults(how.fields()));
              fields
                  .keySet()
                  .removeIf(
                      field -> ofMachines.contains(field) && !how.fields().containsKey(field));
              String path =
                  "service \"%s\": provisioner.actions.%s.fields"
                      .formatted(service.name(), action.wire());
              findings.addAll(type.checkValues(path, unsealed(how.fields())));
              Map<String, String> all = new LinkedHashMap<>(fields);
              ofMachines.forEach(field -> all.putIfAbsent(field, "of the machine"));
              findings.addAll(type.checkComplete(path, all));
              actions.put(action, new ServiceAction(how.type(), fields));
            });
    return new Service(
        service.name(),
        service.label(),
        service.description(),
        service.icon(),
        service.dependencies(),
        new ServiceActions(actions),
        service.links());
  }

  /**
   * The provider's fields: the administrator's, the user's over them, defaults under them.
   *
   * @throws ProblemException INVALID_REQUEST with a line for each wrong value
   */
  static Told provider(
      ClusterSpec spec, Optional<Parameters> registered, Map<String, String> given) {
    if (registered.isEmpty()) {
      if (!given.isEmpty()) {
        throw refusal(
            List.of(
                "%s must be empty: no providertype \"%s\" is registered, so nothing says what users may set"
                    .formatted(PATH, spec.provider().type())));
      }
      return new Told(spec, Set.of());
    }
    Parameters type = registered.get();
    List<String> findings = new ArrayList<>(type.checkUser(PATH, given));
    given.forEach(
        (field, value) -> {
          if (SealedText.isSealed(value)) {
            findings.add(PATH + "." + field + " must not begin with " + SealedText.PREFIX);
          } else if (value.equals(Draft.HIDDEN)) {
            findings.add(PATH + "." + field + " is what is shown of a secret: supply the value");
          }
        });
    Map<String, String> own = new LinkedHashMap<>(spec.provider().fields());
    String path = "provider \"%s\": provisioner".formatted(spec.provider().name());
    findings.addAll(type.checkValues(path, unsealed(own)));
    own.putAll(given);
    Map<String, String> all = type.withDefaults(own);
    findings.addAll(
        type.checkComplete(
            "provider \"%s\" with providerFields".formatted(spec.provider().name()), all));
    if (!findings.isEmpty()) {
      throw refusal(findings);
    }
    return new Told(
        spec.withFields(spec.provider().givenBy(all, given.keySet()), spec.services()),
        plainSecrets(type, all));
  }

  /**
   * The provider's fields of a cluster that is there, some of which its user gave.
   *
   * @throws ProblemException UNSATISFIABLE with a line for each wrong value of the catalogue
   */
  static Told renewed(ClusterSpec spec, Optional<Parameters> registered) {
    if (registered.isEmpty()) {
      return new Told(spec, Set.of());
    }
    Parameters type = registered.get();
    ClusterSpec.ProviderSpec provider = spec.provider();
    String path = "provider \"%s\": provisioner".formatted(provider.name());
    Map<String, String> all = type.withDefaults(provider.fields());
    List<String> findings = new ArrayList<>(type.checkValues(path, unsealed(all)));
    findings.addAll(type.checkComplete(path, all));
    refuse(findings);
    return new Told(
        spec.withFields(provider.givenBy(all, provider.given()), spec.services()),
        plainSecrets(type, all));
  }

  private static Set<String> plainSecrets(Parameters type, Map<String, String> all) {
    Set<String> sensitive = new LinkedHashSet<>();
    all.forEach(
        (field, value) -> {
          if (type.isSensitive(field) && !value.isBlank() && !SealedText.isSealed(value)) {
            sensitive.add(field);
          }
        });
    return sensitive;
  }

  private static void refuse(List<String> findings) {
    if (!findings.isEmpty()) {
      throw new ProblemException(
              ErrorCode.UNSATISFIABLE,
              "The catalogue tells plugins what they do not understand: "
                  + String.join("; ", findings)
                  + ". An administrator must correct it.")
          .withErrors(findings);
    }
  }

  private static Map<String, String> unsealed(Map<String, String> fields) {
    Map<String, String> plain = new LinkedHashMap<>(fields);
    plain.values().removeIf(SealedText::isSealed);
    return plain;
  }

  private static ProblemException refusal(List<String> findings) {
    return new ProblemException(
            ErrorCode.INVALID_REQUEST,
            "The provider cannot be told this: " + String.join("; ", findings) + ".")
        .withErrors(findings);
  }
}
