package io.cooperage.galera.tx;

import java.util.Optional;

/** One call at the door: what to begin with, what to do, and who can say later whether it was. */
record Run<T>(
    String name,
    boolean writes,
    Opening opening,
    TransactionBody<T> body,
    Optional<OutcomeResolver<T>> resolver) {

  static <T> Run<T> of(String name, Opening opening, TransactionBody<T> body) {
    return new Run<>(name, true, opening, body, Optional.empty());
  }

  static <T> Run<T> of(
      String name, Opening opening, TransactionBody<T> body, OutcomeResolver<T> resolver) {
    return new Run<>(name, true, opening, body, Optional.of(resolver));
  }

  static <T> Run<T> readOnly(String name, Opening opening, TransactionBody<T> body) {
    return new Run<>(name, false, opening, body, Optional.empty());
  }
}
