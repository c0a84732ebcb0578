package io.cooperage.drill.workload;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Transaction;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes reads that show the last element of a list into reads that show all of it, by the longest
 * read of that list. An element that is in no other read stays alone, so that it agrees with none.
 */
final class LastElements {

  private LastElements() {}

  static List<ClientOperation<Action>> resolve(List<ClientOperation<Action>> history) {
    Map<String, List<Long>> longest = new HashMap<>();
    for (ClientOperation<Action> operation : history) {
      if (operation.action() instanceof Transaction transaction) {
        for (Step step : transaction.steps()) {
          if (step instanceof Read read && read.seen().isPresent()) {
            longest.merge(read.list(), read.seen().get(), (a, b) -> a.size() >= b.size() ? a : b);
          }
        }
      }
    }
    return history.stream().map(operation -> resolve(operation, longest)).toList();
  }

  private static ClientOperation<Action> resolve(
      ClientOperation<Action> operation, Map<String, List<Long>> longest) {
    if (!(operation.action() instanceof Transaction transaction)) {
      return operation;
    }
    return new ClientOperation<>(
        operation.process(),
        operation.datacenter(),
        operation.invoked(),
        operation.completed(),
        operation.outcome(),
        new Transaction(transaction.steps().stream().map(step -> resolve(step, longest)).toList()));
  }

  private static Step resolve(Step step, Map<String, List<Long>> longest) {
    if (step instanceof Read read && read.seen().filter(seen -> seen.size() == 1).isPresent()) {
      List<Long> all = longest.get(read.list());
      int place = all.indexOf(read.seen().get().get(0));
      return place < 0 ? read : new Read(read.list(), Optional.of(all.subList(0, place + 1)));
    }
    return step;
  }
}
