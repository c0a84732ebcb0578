package io.cooperage.server.cluster;

import io.cooperage.api.TaskAction;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceAction;
import io.cooperage.api.catalog.ServiceActions;
import io.cooperage.server.catalog.FieldPlace;
import io.cooperage.server.secret.SealedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values that a spec holds for plugins. Pure. */
final class SpecFields {
  private SpecFields() {}

  /** What becomes of a value where it stands. */
  interface Change {
    String of(FieldPlace place, String value);
  }

  /** A value that is sealed, where it stands. */
  record Sealed(FieldPlace place, String value) {}

  static List<Sealed> sealed(ClusterSpec spec) {
    List<Sealed> found = new ArrayList<>();
    Change look =
        (place, value) -> {
          if (SealedText.isSealed(value)) {
            found.add(new Sealed(place, value));
          }
          return value;
        };
    change(spec, look);
    return found;
  }

  /** Whether any value is sealed; cheap. */
  static boolean anySealed(ClusterSpec spec) {
    return Stream.concat(
            spec.provider().fields().values().stream(),
            spec.services().values().stream()
                .flatMap(service -> service.document().actions().values().stream())
                .flatMap(action -> action.fields().values().stream()))
        .anyMatch(SealedText::isSealed);
  }

  static ClusterSpec change(ClusterSpec spec, Change change) {
    ClusterSpec.ProviderSpec provider = spec.provider();
    Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>();
    spec.services()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    new ClusterSpec.ServiceSpec(
                        service.version(), changed(name, service.document(), change))));
    Map<String, String> told =
        changed(provider.fields(), field -> FieldPlace.ofProvider(provider.name(), field), change);
    return spec.withFields(provider.givenBy(told, provider.given()), services);
  }

  private static Service changed(String name, Service service, Change change) {
    Map<TaskAction, ServiceAction> actions = new LinkedHashMap<>();
    service
        .actions()
        .forEach(
            (action, how) ->
                actions.put(
                    action,
                    new ServiceAction(
                        how.type(),
                        changed(
                            how.fields(),
                            field -> FieldPlace.ofAction(name, action, field),
                            change))));
    return new Service(
        service.name(),
        service.label(),
        service.description(),
        service.icon(),
        service.dependencies(),
        new ServiceActions(actions),
        service.links());
  }

  static Map<String, String> changed(
      Map<String, String> fields, Function<String, FieldPlace> places, Change change) {
    Map<String, String> changed = new LinkedHashMap<>();
    fields.forEach((field, value) -> changed.put(field, change.of(places.apply(field), value)));
    return changed;
  }
}
