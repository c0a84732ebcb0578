package io.cooperage.server.cluster;

import io.cooperage.api.catalog.Dependencies;
import io.cooperage.api.catalog.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What services of a cluster require of each other. Pure. */
final class Requirements {
  /** A service without something that it requires. */
  record Missing(String service, String requirement) {}

  private Requirements() {}

  /** What those of {@code services} miss if the cluster has no others. */
  static List<Missing> missing(ClusterSpec spec, Collection<String> services) {
    Set<String> there = new HashSet<>(services);
    services.forEach(name -> there.addAll(spec.service(name).dependencies().provides()));
    List<Missing> missing = new ArrayList<>();
    for (String name : new TreeSet<>(services)) {
      for (String requirement : required(spec.service(name))) {
        if (!there.contains(requirement)) {
          missing.add(new Missing(name, requirement));
        }
      }
    }
    return missing;
  }

  private static Set<String> required(Service service) {
    Dependencies dependencies = service.dependencies();
    Set<String> required = new TreeSet<>(dependencies.install().requires());
    required.addAll(dependencies.runtime().requires());
    return required;
  }
}
