package io.cooperage.server.layout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * There is no layout.
 *
 * @param constraints why
 * @param together whether they only fail together: then they cannot hold all at once, and leaving
 *     out any one of them would leave the others satisfiable. Otherwise each of them alone makes a
 *     layout impossible.
 */
public record Unsatisfiable(List<Constraint> constraints, boolean together)
    implements LayoutAnswer, AdditionAnswer, DepartureAnswer {
  public Unsatisfiable {
    constraints = List.copyOf(constraints);
  }

  /** One sentence for people, with all values. */
  public String detail() {
    String beginning =
        together && constraints.size() > 1
            ? "No layout can satisfy all of these together: "
            : "No layout is possible: ";
    return constraints.stream()
        .map(Constraint::describe)
        .collect(Collectors.joining("; ", beginning, "."));
  }

  /** The constraints, one line each. */
  public List<String> errors() {
    return constraints.stream().map(Constraint::describe).toList();
  }
}
