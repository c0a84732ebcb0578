package io.cooperage.server.layout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * There is no layout.
 *
 * @param constraints why
 * @param together whether they fail together: they cannot hold all at once. Otherwise each of them
 *     alone makes a layout impossible.
 * @param minimal whether all of them matter: leaving out any one of them would leave the others
 *     satisfiable. Otherwise the search for those that matter ended at its budget, and some may be
 *     superfluous.
 */
public record Unsatisfiable(List<Constraint> constraints, boolean together, boolean minimal)
    implements LayoutAnswer, AdditionAnswer, DepartureAnswer {
  public Unsatisfiable {
    constraints = List.copyOf(constraints);
  }

  /** All of the constraints matter. */
  public Unsatisfiable(List<Constraint> constraints, boolean together) {
    this(constraints, together, true);
  }

  /** One or two sentences for people, with all values. */
  public String detail() {
    String beginning =
        together && constraints.size() > 1
            ? "No layout can satisfy all of these together: "
            : "No layout is possible: ";
    String end =
        minimal ? "." : ". Some of these may not matter: finding out which ended at its budget.";
    return constraints.stream()
        .map(Constraint::describe)
        .collect(Collectors.joining("; ", beginning, end));
  }

  /** The constraints, one line each. */
  public List<String> errors() {
    return constraints.stream().map(Constraint::describe).toList();
  }
}
