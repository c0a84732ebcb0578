package io.cooperage.server.layout;

/**
 * The search ended at its budget without an answer: a layout may exist.
 *
 * @param units groups of constrained services that had to be placed, and kinds of machines that had
 *     to be told apart
 */
public record Undecided(long steps, int units, int machines)
    implements LayoutAnswer, AdditionAnswer, DepartureAnswer {
  /** One or two sentences for people, with all values. */
  public String detail() {
    if (units > Model.MAX_UNITS) {
      return ("The cluster has %d groups of constrained services, and a layout is searched for at"
              + " most %d. Merge services that belong together (mustcoexist), or drop constraints"
              + " that do not matter.")
          .formatted(units, Model.MAX_UNITS);
    }
    return ("After %d search steps it is still open whether %d groups of constrained services fit on"
            + " %d machines. Merge services that belong together (mustcoexist), drop cantcoexist"
            + " groups that do not matter, or ask for more machines.")
        .formatted(steps, units, machines);
  }
}
