package io.cooperage.server.layout;

/**
 * Finds the layout of a cluster. Implementations are complete (a layout is found whenever one
 * exists, or the answer is {@link Undecided}), deterministic and thread-safe.
 */
@FunctionalInterface
public interface Solver {
  LayoutAnswer solve(LayoutProblem problem);
}
