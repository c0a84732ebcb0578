package io.cooperage.server.layout;

import io.cooperage.api.LayoutView;
import io.cooperage.api.NodeLayout;
import java.util.List;

/**
 * The preferred layout: each entry has other services than the rest, a positive count, and comes in
 * the order of preference (see {@link Solver}). The counts add up to the machines asked for.
 */
public record LayoutSolution(List<NodeLayout> layouts) implements LayoutAnswer {
  public LayoutSolution {
    layouts = List.copyOf(layouts);
  }

  public LayoutView view() {
    return new LayoutView(layouts);
  }
}
