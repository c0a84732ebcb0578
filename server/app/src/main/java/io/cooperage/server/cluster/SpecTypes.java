package io.cooperage.server.cluster;

import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.AutomatorType;
import io.cooperage.api.catalog.ProviderType;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceAction;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.parameter.Parameters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the plugins of a cluster registered, as far as they did. */
record SpecTypes(Optional<Parameters> provider, Map<String, Parameters> automators) {

  static SpecTypes read(
      Handle handle,
      CatalogService catalog,
      String tenant,
      String providerType,
      Collection<Service> services) {
    Map<String, Optional<Parameters>> automators = new HashMap<>();
    for (Service service : services) {
      for (ServiceAction action : service.actions().values()) {
        automators.computeIfAbsent(
            action.type(),
            type ->
                catalog
                    .find(handle, tenant, EntityKind.AUTOMATORTYPE, type)
                    .map(found -> Parameters.of(found.as(AutomatorType.class))));
      }
    }
    Map<String, Parameters> registered = new HashMap<>();
    automators.forEach(
        (type, parameters) -> parameters.ifPresent(known -> registered.put(type, known)));
    return new SpecTypes(
        catalog
            .find(handle, tenant, EntityKind.PROVIDERTYPE, providerType)
            .map(found -> Parameters.of(found.as(ProviderType.class))),
        registered);
  }
}
