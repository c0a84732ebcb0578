package io.cooperage.drill.check;

import static io.cooperage.drill.check.Dependency.Kind.REALTIME;
import static io.cooperage.drill.check.Dependency.Kind.RW;
import static io.cooperage.drill.check.Dependency.Kind.WR;
import static io.cooperage.drill.check.Dependency.Kind.WW;

import io.cooperage.drill.check.Dependency.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.MaskSubgraph;

/**
 * Finds cycles of dependencies. Classes are tried in the order of their gravity; of each strongly
 * connected component the shortest cycle of its gravest class is shown, since what else is wrong
 * there mostly follows from it. Not thread-safe.
 */
final class CycleSearch {

  /** Cycles with one edge of a kind, the others of certain kinds. */
  private record CycleClass(Phenomenon phenomenon, Kind one, Set<Kind> others) {

    boolean takes(Dependency dependency) {
      return dependency.kind() == one || others.contains(dependency.kind());
    }
  }

  private static final List<CycleClass> CLASSES =
      List.of(
          new CycleClass(Phenomenon.G0, WW, Set.of(WW)),
          new CycleClass(Phenomenon.G1C, WR, Set.of(WW, WR)),
          new CycleClass(Phenomenon.G_SINGLE, RW, Set.of(WW, WR)),
          new CycleClass(Phenomenon.G0_REALTIME, WW, Set.of(WW, REALTIME)),
          new CycleClass(Phenomenon.G1C_REALTIME, WR, Set.of(WW, WR, REALTIME)),
          new CycleClass(Phenomenon.G_SINGLE_REALTIME, RW, Set.of(WW, WR, REALTIME)),
          new CycleClass(Phenomenon.G2_ITEM, RW, Set.of(WW, WR, RW)),
          new CycleClass(Phenomenon.G2_ITEM_REALTIME, RW, Set.of(WW, WR, RW, REALTIME)));

  private final List<ClientOperation<Transaction>> history;
  private final Graph<Integer, Dependency> graph;
  private final Set<Integer> explained;
  private final List<Violation> violations = new ArrayList<>();

  private CycleSearch(
      List<ClientOperation<Transaction>> history,
      Graph<Integer, Dependency> graph,
      Set<Integer> explained) {
    this.history = history;
    this.graph = graph;
    this.explained = new HashSet<>(explained);
  }

  /**
   * All components' cycles.
   *
   * @param explained places of transactions of which something worse is known, which may be the
   *     cause of cycles too
   */
  static List<Violation> check(
      List<ClientOperation<Transaction>> history,
      Graph<Integer, Dependency> graph,
      Set<Integer> explained) {
    CycleSearch search = new CycleSearch(history, graph, explained);
    for (Set<Integer> component : components(graph)) {
      CLASSES.forEach(kind -> search.check(kind, component));
    }
    return search.violations;
  }

  private void check(CycleClass kind, Set<Integer> whole) {
    for (Set<Integer> component : components(masked(whole, kind::takes))) {
      if (Collections.disjoint(component, explained)) {
        shortest(kind, component).ifPresent(cycle -> add(kind.phenomenon(), cycle));
      }
    }
  }

  private static List<Set<Integer>> components(Graph<Integer, Dependency> graph) {
    return new KosarajuStrongConnectivityInspector<>(graph)
        .stronglyConnectedSets().stream().filter(component -> component.size() > 1).toList();
  }

  private Graph<Integer, Dependency> masked(Set<Integer> component, Predicate<Dependency> edges) {
    return new MaskSubgraph<>(
        graph, vertex -> !component.contains(vertex), edge -> !edges.test(edge));
  }

  private Optional<List<Dependency>> shortest(CycleClass kind, Set<Integer> component) {
    BFSShortestPath<Integer, Dependency> paths =
        new BFSShortestPath<>(masked(component, edge -> kind.others().contains(edge.kind())));
    List<Dependency> best = List.of();
    for (Dependency edge : masked(component, edge -> edge.kind() == kind.one()).edgeSet()) {
      GraphPath<Integer, Dependency> back = paths.getPath(edge.to(), edge.from());
      if (back != null && (best.isEmpty() || back.getLength() + 1 < best.size())) {
        best = new ArrayList<>(List.of(edge));
        best.addAll(back.getEdgeList());
      }
      if (best.size() == 2) {
        break;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private void add(Phenomenon phenomenon, List<Dependency> cycle) {
    List<Integer> places = cycle.stream().map(Dependency::from).toList();
    explained.addAll(places);
    String sentences =
        cycle.stream()
            .map(edge -> edge.explain(name(places, edge.from()), name(places, edge.to())))
            .collect(Collectors.joining("; "));
    Set<String> lists = new TreeSet<>();
    cycle.stream().map(Dependency::list).filter(list -> !list.isEmpty()).forEach(lists::add);
    violations.add(
        new Violation(
            phenomenon,
            String.join(", ", lists),
            sentences,
            places.stream().map(history::get).toList()));
  }

  private static String name(List<Integer> places, int place) {
    return "#" + (places.indexOf(place) + 1);
  }
}
