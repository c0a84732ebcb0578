package io.cooperage.drill.check;

import java.util.Optional;

/** A simulated client's request. */
final class Request<A extends Action> {

  /** What the client will hear, and when the request takes effect. */
  enum Fate {
    ANSWERED,
    UNKNOWN,
    UNKNOWN_AND_LATE,
    UNKNOWN_AND_NEVER
  }

  final int process;
  final long invoked;
  final A wish;
  final Fate fate;
  private boolean handled;
  private Optional<A> answer = Optional.empty();
  private long completed = Long.MAX_VALUE;

  Request(int process, long invoked, A wish, Fate fate) {
    this.process = process;
    this.invoked = invoked;
    this.wish = wish;
    this.fate = fate;
  }

  boolean answered() {
    return fate == Fate.ANSWERED;
  }

  boolean handled() {
    return handled;
  }

  void handle(Optional<A> answer) {
    this.handled = true;
    this.answer = answer;
  }

  Optional<A> answer() {
    return answer;
  }

  void complete(long at) {
    completed = at;
  }

  /** Whether its client had heard that it was done before the other began. */
  boolean precedes(Request<?> other) {
    return answered() && answer.isPresent() && completed < other.invoked;
  }
}
