package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import java.util.Set;

/**
 * To whom it was promised that they are served.
 *
 * @param clients the populations of which every request was to be served
 * @param whenRepeating others, of which only the repetitions were: they lose their own door and
 *     turn to the global load balancer
 */
public record Promise(Set<String> clients, Set<String> whenRepeating) {

  public Promise {
    clients = Set.copyOf(clients);
    whenRepeating = Set.copyOf(whenRepeating);
  }

  /** Whether this request was to be served. */
  public boolean covers(Operation operation, Attempted request) {
    return clients.contains(operation.clients())
        || (request.number() > 1 && whenRepeating.contains(operation.clients()));
  }

  /** Whether any request of the operation was to be served. */
  public boolean covers(Operation operation) {
    return clients.contains(operation.clients())
        || operation.attempts().stream().anyMatch(request -> covers(operation, request));
  }
}
