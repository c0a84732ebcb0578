package io.cooperage.server.layout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * There is no layout. The constraints cannot hold together, and leaving out any one of them would
 * leave the others satisfiable (checked one by one).
 */
public record Unsatisfiable(List<Constraint> constraints) implements LayoutAnswer {
  public Unsatisfiable {
    constraints = List.copyOf(constraints);
  }

  /** One sentence for people, with all values. */
  public String detail() {
    if (constraints.size() == 1) {
      return "No layout is possible: " + constraints.get(0).describe() + ".";
    }
    return constraints.stream()
        .map(Constraint::describe)
        .collect(Collectors.joining("; ", "No layout can satisfy all of these: ", "."));
  }

  /** The constraints, one line each. */
  public List<String> errors() {
    return constraints.stream().map(Constraint::describe).toList();
  }
}
