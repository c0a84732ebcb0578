package io.cooperage.server.layout;

/**
 * Finds the layout of a cluster, and how it changes. Implementations are complete (a layout is
 * found whenever one exists, or the answer is {@link Undecided}), deterministic and thread-safe.
 */
public interface Solver {
  /** Lays out new machines: those of a new cluster, or more {@link LayoutProblem#beside others}. */
  LayoutAnswer solve(LayoutProblem problem);

  /** Adds services to machines that stay as they are otherwise. */
  AdditionAnswer add(Addition addition);

  /**
   * Chooses or checks the machines that leave. What they must leave behind: a cluster of the
   * template's size, and each service on as many machines as it needs at least.
   */
  DepartureAnswer remove(Departure departure);
}
