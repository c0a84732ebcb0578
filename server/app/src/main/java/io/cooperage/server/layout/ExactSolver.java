package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.List;

/**
 * The solver. A machine's services, hardware type and image type are a <em>node layout</em>; which
 * of them are possible, and which layout of a cluster is preferred, is defined as follows.
 *
 * <ol>
 *   <li>A service that no service rule or coexistence group names goes on every machine. Of the
 *       others a machine carries a set that holds no {@code cantCoexist} group wholly, and of each
 *       {@code mustCoexist} group (as far as the cluster has it) all or nothing. No machine is
 *       empty.
 *   <li>A set goes with the first hardware type and image type, by name, that all its services
 *       accept.
 *   <li>Node layouts are ordered: more services first, then hardware type, image type, and the
 *       sorted list of services, all alphabetically.
 *   <li>A layout of the cluster assigns a number of machines to every node layout so that each
 *       service is on at least {@code min} and at most {@code max} machines; {@code min} is 1 where
 *       the rules do not say.
 *   <li>Of these, the preferred one has as many machines as any can have of the first node layout;
 *       of those, as many as any can have of the second; and so on. (The vector of the numbers is
 *       the lexicographically greatest.) It is unique.
 * </ol>
 *
 * <p>What is found is the preferred layout, and a layout is found whenever one exists. The work
 * does not depend on the number of machines (beyond its logarithm); it can grow exponentially with
 * the number of services, since graph colouring is a special case, and ends at a budget of search
 * steps then. Stateless and thread-safe.
 */
public final class ExactSolver implements Solver {
  /** About 0.2 s for an answer, and as much again to find which constraints matter. */
  private static final long DEFAULT_BUDGET = 200_000_000;

  private final long budget;

  public ExactSolver() {
    this(DEFAULT_BUDGET);
  }

  /**
   * @param budget after how many search steps to give up, and after how many more to leave an
   *     explanation as it is
   */
  public ExactSolver(long budget) {
    this.budget = budget;
  }

  /**
   * @throws IllegalArgumentException if the number of machines is negative
   */
  @Override
  public LayoutAnswer solve(LayoutProblem problem) {
    if (problem.machines() < 0) {
      throw new IllegalArgumentException(
          "A cluster cannot have %d machines".formatted(problem.machines()));
    }
    return Admission.refuse(problem)
        .<LayoutAnswer>map(refusal -> refusal)
        .orElseGet(() -> search(problem, Rules.of(problem)));
  }

  /**
   * {@inheritDoc} The preferred addition is defined like the preferred layout, over the node
   * layouts that the machines can become; of machines that are alike, the lowest numbers become the
   * earliest of them.
   */
  @Override
  public AdditionAnswer add(Addition addition) {
    return Admission.refuseServices(addition.cluster())
        .<AdditionAnswer>map(refusal -> refusal)
        .orElseGet(() -> new AdditionSearch(addition).answer(budget));
  }

  /**
   * {@inheritDoc} Of the machines that can leave together, those with the highest numbers leave:
   * the highest number that can leave, with it the highest other one that still can, and so on.
   */
  @Override
  public DepartureAnswer remove(Departure departure) {
    return new DepartureSearch(departure).answer(budget);
  }

  private LayoutAnswer search(LayoutProblem problem, Rules rules) {
    Budget steps = new Budget(budget);
    int units = ModelBuilder.units(rules, rules.constraints());
    if (units > Model.MAX_UNITS) {
      return new Undecided(0, units, problem.machines());
    }
    try {
      Model model = ModelBuilder.build(rules, rules.constraints());
      SetSearch sets = new SetSearch(model, steps);
      Coverage coverage = new Coverage(model, sets, steps);
      if (coverage.suffices(Remainder.of(model))) {
        List<NodeLayout> layouts =
            new Preference(model, rules.everywhere(), sets, coverage).layouts();
        return new LayoutSolution(layouts);
      }
    } catch (Budget.ExhaustedException e) {
      return new Undecided(steps.used(), units, problem.machines());
    }
    return new Explanation(budget, (some, forExplanation) -> holds(rules, some, forExplanation))
        .of(rules.constraints());
  }

  private static boolean holds(Rules rules, List<Constraint> constraints, Budget steps) {
    if (ModelBuilder.units(rules, constraints) > Model.MAX_UNITS) {
      throw new Budget.ExhaustedException();
    }
    Model model = ModelBuilder.build(rules, constraints);
    return new Coverage(model, new SetSearch(model, steps), steps).suffices(Remainder.of(model));
  }
}
