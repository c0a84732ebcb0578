package io.cooperage.drill.check;

/**
 * One transaction must have taken effect before another.
 *
 * @param from place in the history of the earlier one
 * @param to of the later one
 * @param list by which it is known; empty for real time
 * @param element that the one wrote and the other saw, missed or wrote after; 0 for real time
 */
record Dependency(Kind kind, int from, int to, String list, long element) {

  /** Adya's kinds, and the clock's. */
  enum Kind {
    /** The later one appended next. */
    WW,
    /** The later one read what the earlier one appended last. */
    WR,
    /** Anti-dependency: the earlier one read the version to which the later one appended. */
    RW,
    /** The earlier one was acknowledged before the later one began. */
    REALTIME
  }

  static Dependency realTime(int from, int to) {
    return new Dependency(Kind.REALTIME, from, to, "", 0);
  }

  /** For people, with the names that both have in the sentence. */
  String explain(String earlier, String later) {
    return switch (kind) {
      case WW -> "%s appended %d to %s next after %s".formatted(later, element, list, earlier);
      case WR -> "%s saw %d in %s, which %s appended".formatted(later, element, list, earlier);
      case RW ->
          "%s did not see %d in %s, which %s appended".formatted(earlier, element, list, later);
      case REALTIME -> "%s was acknowledged before %s began".formatted(earlier, later);
    };
  }
}
