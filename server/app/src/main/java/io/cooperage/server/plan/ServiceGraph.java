package io.cooperage.server.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which service of the cluster waits for which, for one kind of dependency. Acyclic: a cycle is
 * refused when the graph is made.
 */
final class ServiceGraph {
  private final SortedMap<String, SortedSet<String>> needs = new TreeMap<>();

  /**
   * @param kind install or runtime, for messages
   * @throws DependencyCycleException if services wait for each other
   */
  ServiceGraph(
      String kind,
      Collection<PlanService> services,
      Function<PlanService, Set<String>> namedNeeds) {
    Map<String, SortedSet<String>> providers = providers(services);
    for (PlanService service : services) {
      SortedSet<String> direct = new TreeSet<>();
      for (String need : namedNeeds.apply(service)) {
        direct.addAll(providers.getOrDefault(need, new TreeSet<>()));
      }
      direct.remove(service.name());
      needs.put(service.name(), direct);
    }
    refuseCycle(kind);
  }

  /** What has a name: the service itself, and those that provide it. */
  private static Map<String, SortedSet<String>> providers(Collection<PlanService> services) {
    Map<String, SortedSet<String>> providers = new HashMap<>();
    for (PlanService service : services) {
      providers.computeIfAbsent(service.name(), name -> new TreeSet<>()).add(service.name());
      for (String provided : service.provides()) {
        providers.computeIfAbsent(provided, name -> new TreeSet<>()).add(service.name());
      }
    }
    return providers;
  }

  /**
   * The nearest services that {@code service} waits for and that {@code have} something to wait
   * for; those that have not are passed over, and what they need counts instead.
   */
  SortedSet<String> nearest(String service, Predicate<String> have) {
    SortedSet<String> found = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(needs.get(service));
    while (!open.isEmpty()) {
      String candidate = open.pop();
      if (!seen.add(candidate)) {
        continue;
      }
      if (have.test(candidate)) {
        found.add(candidate);
      } else {
        open.addAll(needs.get(candidate));
      }
    }
    return found;
  }

  /** The services, and all that they need. */
  Set<String> withNeeds(Set<String> services) {
    return closure(services, needs::get);
  }

  /** The services, and all that need them. */
  Set<String> withDependents(Set<String> services) {
    Map<String, Set<String>> dependents = new HashMap<>();
    needs.forEach(
        (service, direct) ->
            direct.forEach(
                need -> dependents.computeIfAbsent(need, n -> new HashSet<>()).add(service)));
    return closure(services, service -> dependents.getOrDefault(service, Set.of()));
  }

  private static Set<String> closure(
      Set<String> services, Function<String, ? extends Set<String>> next) {
    Set<String> seen = new TreeSet<>(services);
    Deque<String> open = new ArrayDeque<>(services);
    while (!open.isEmpty()) {
      for (String reached : next.apply(open.pop())) {
        if (seen.add(reached)) {
          open.add(reached);
        }
      }
    }
    return seen;
  }

  private void refuseCycle(String kind) {
    Set<String> done = new HashSet<>();
    for (String start : needs.keySet()) {
      refuseCycle(kind, start, new ArrayList<>(), done);
    }
  }

  private void refuseCycle(String kind, String service, List<String> path, Set<String> done) {
    int before = path.indexOf(service);
    if (before >= 0) {
      throw new DependencyCycleException(kind, path.subList(before, path.size()));
    }
    if (done.contains(service)) {
      return;
    }
    path.add(service);
    for (String need : needs.get(service)) {
      refuseCycle(kind, need, path, done);
    }
    path.remove(path.size() - 1);
    done.add(service);
  }
}
