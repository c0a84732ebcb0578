package io.cooperage.server.plan;

import io.cooperage.api.catalog.Needs;
import io.cooperage.api.catalog.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes from catalogue documents what the planner needs. */
public final class PlanServices {
  private PlanServices() {}

  public static List<PlanService> from(Collection<Service> services) {
    return services.stream().map(PlanServices::from).toList();
  }

  public static PlanService from(Service service) {
    return new PlanService(
        service.name(),
        service.actions().keySet(),
        service.dependencies().provides(),
        together(service.dependencies().install()),
        together(service.dependencies().runtime()));
  }

  private static Set<String> together(Needs needs) {
    Set<String> together = new HashSet<>(needs.requires());
    together.addAll(needs.uses());
    return together;
  }
}
