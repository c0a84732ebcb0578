package io.cooperage.server.cluster;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.ScaleRequest.AddedLayout;
import io.cooperage.server.cluster.ClusterSpec.Intent;
import io.cooperage.server.layout.Departure;
import io.cooperage.server.layout.DepartureAnswer;
import io.cooperage.server.layout.DepartureSolution;
import io.cooperage.server.layout.Hostnames;
import io.cooperage.server.layout.LayoutAnswer;
import io.cooperage.server.layout.LayoutCheck;
import io.cooperage.server.layout.LayoutProblem;
import io.cooperage.server.layout.LayoutSolution;
import io.cooperage.server.layout.Solver;
import io.cooperage.server.layout.Undecided;
import io.cooperage.server.layout.Unsatisfiable;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * More or fewer machines. New ones get numbers that the cluster never had; those that leave are
 * marked, and go with their deletion. Thread-safe.
 */
final class Scaling {
  private static final int FIRST_NODE = 1000;

  private final SpecSource sources;
  private final Solver solver;

  Scaling(SpecSource sources, Solver solver) {
    this.sources = sources;
    this.solver = solver;
  }

  Future change(Present present, ScaleRequest request) {
    ScaleRules.check(request);
    int now = present.nodes().size();
    if (request.nodes().isPresent()) {
      return shrink(present, new TreeSet<>(request.nodes().get()), request);
    }
    if (request.layouts().isPresent()) {
      ScaleRules.checkKnown(present, request.layouts().get());
      return grow(present, rulebook -> wished(rulebook, request.layouts().get()));
    }
    int wanted = request.numMachines().orElseThrow();
    if (wanted == now) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Cluster %s has %d machines already. Ask for more, or for fewer."
              .formatted(present.cluster().id(), now));
    }
    return wanted > now
        ? grow(present, rulebook -> solved(present, rulebook, wanted - now))
        : shrink(present, chosen(present, now - wanted), request);
  }

  /** Says what new machines carry. */
  private interface Layouts {
    List<NodeLayout> of(Rulebook rulebook);
  }

  private Future grow(Present present, Layouts layouts) {
    Rulebook rulebook = Rulebook.of(present.spec(), sources.latest(present, Set.of()));
    List<NodeLayout> more = layouts.of(rulebook);
    ScaleRules.checkSize(present.nodes().size() + more.stream().mapToLong(NodeLayout::count).sum());
    List<NodeLayout> whole = new ArrayList<>(NodeLayouts.of(present.spec(), present.nodes()));
    whole.addAll(more);
    rulebook.check(whole);
    List<NodeRow> added = nodes(present, more);
    List<NodeRow> all = new ArrayList<>(present.nodes());
    all.addAll(added);
    Set<Integer> numbers = added.stream().map(NodeRow::number).collect(Collectors.toSet());
    JobOrder order = new JobOrder(ClusterOperation.SCALE_UP, Set.of(), numbers, true, false);
    ClusterSpec spec = rulebook.specFor(all).withIntent(new Intent(Set.of(), numbers, Set.of()));
    return new Future(order, spec.withLayoutOf(all), all);
  }

  private List<NodeLayout> solved(Present present, Rulebook rulebook, int more) {
    LayoutProblem problem =
        rulebook
            .problem(new HashSet<>(present.spec().services().keySet()))
            .beside(more, Rulebook.machines(present.nodes()));
    LayoutAnswer answer = solver.solve(problem);
    if (answer instanceof LayoutSolution solution) {
      return solution.layouts();
    }
    throw answer instanceof Unsatisfiable none
        ? Rulebook.refusal(none)
        : Rulebook.refusal((Undecided) answer);
  }

  private static List<NodeLayout> wished(Rulebook rulebook, List<AddedLayout> wishes) {
    List<NodeLayout> layouts = new ArrayList<>();
    for (AddedLayout wish : wishes) {
      Set<String> services = new TreeSet<>(wish.services());
      LayoutProblem problem = rulebook.problem(services);
      layouts.add(
          new NodeLayout(
              wish.count(),
              services,
              wish.hardwaretype()
                  .or(() -> LayoutCheck.hardwareFor(problem, services))
                  .orElseThrow(() -> unsuitable("hardware", services)),
              wish.imagetype()
                  .or(() -> LayoutCheck.imageFor(problem, services))
                  .orElseThrow(() -> unsuitable("image", services))));
    }
    return layouts;
  }

  private static ProblemException unsuitable(String kind, Set<String> services) {
    return new ProblemException(
        ErrorCode.UNSATISFIABLE,
        "No %s type suits all of %s. Spread them over several layouts.".formatted(kind, services));
  }

  private static List<NodeRow> nodes(Present present, List<NodeLayout> layouts) {
    ClusterRow cluster = present.cluster();
    int highest = present.nodes().stream().mapToInt(NodeRow::number).max().orElse(FIRST_NODE - 1);
    int next = Math.max(cluster.lastNode(), highest) + 1;
    List<NodeRow> nodes = new ArrayList<>();
    for (NodeLayout layout : layouts) {
      for (int i = 0; i < layout.count(); i++) {
        String hostname =
            Hostnames.of(
                cluster.name(),
                cluster.id().value(),
                next,
                Optional.of(present.spec().dnsSuffix()));
        nodes.add(
            NodeRow.planned(
                cluster.id(),
                next,
                hostname,
                layout.services(),
                layout.hardwaretype(),
                layout.imagetype()));
        next++;
      }
    }
    return nodes;
  }

  private Set<Integer> chosen(Present present, int count) {
    return departure(Departure.of(rules(present), Rulebook.machines(present.nodes()), count));
  }

  private Set<Integer> departure(Departure departure) {
    DepartureAnswer answer = solver.remove(departure);
    if (answer instanceof DepartureSolution solution) {
      return solution.numbers();
    }
    throw answer instanceof Unsatisfiable none
        ? Rulebook.refusal(none)
        : Rulebook.refusal((Undecided) answer);
  }

  private static LayoutProblem rules(Present present) {
    ClusterSpec spec = present.spec();
    Rulebook rulebook = new Rulebook(spec, spec.hardwaretypes(), spec.imagetypes());
    return rulebook.problem(new HashSet<>(spec.services().keySet()));
  }

  private Future shrink(Present present, Set<Integer> numbers, ScaleRequest request) {
    ScaleRules.checkDeparture(present, numbers);
    Set<Integer> leaving =
        departure(Departure.of(rules(present), Rulebook.machines(present.nodes()), numbers));
    List<NodeRow> nodes =
        present.nodes().stream()
            .map(node -> leaving.contains(node.number()) ? node.leaving() : node)
            .toList();
    boolean gently = !request.force().orElse(false);
    JobOrder order =
        new JobOrder(ClusterOperation.SCALE_DOWN, Set.of(), Set.copyOf(leaving), gently, false);
    return new Future(order, present.spec().withLayoutOf(nodes), nodes);
  }
}
