package io.cooperage.server.layout;

/**
 * Counts search steps, so that a hard problem ends with an answer and the end does not depend on a
 * clock. A step is a round of an innermost loop, about a nanosecond; whoever runs such loops spends
 * about as many steps as they have rounds, so that the budget bounds the time of any search. Not
 * thread-safe; one per problem.
 */
final class Budget {
  private final long limit;
  private long used;

  Budget(long limit) {
    this.limit = limit;
  }

  void spend(long steps) {
    used += steps;
    if (used > limit) {
      throw new ExhaustedException();
    }
  }

  long used() {
    return used;
  }

  /** The search went on too long. Without a stack trace: it is an answer, not a fault. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExhaustedException() {
      super("The search budget is used up", null, false, false);
    }
  }
}
