package io.cooperage.server.layout;

/** The search ended at its budget without an answer: a layout may exist. */
public record Undecided(long steps, int services, int machines) implements LayoutAnswer {
  public String detail() {
    return "After %d search steps it is still open whether %d constrained services fit on %d machines. "
            .formatted(steps, services, machines)
        + "Make the choice smaller: merge services that belong together (mustcoexist), or drop"
        + " cantcoexist groups that do not matter.";
  }
}
