package io.cooperage.drill.check;

import io.cooperage.drill.check.BankAction.ReadBalances;
import io.cooperage.drill.check.BankAction.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A bank of three accounts. */
final class BankStore extends SimulatedStore<BankAction> {

  static final Map<String, Long> INITIAL = Map.of("a", 10L, "b", 10L, "c", 10L);

  private final Optional<Phenomenon> bug;
  private final TreeMap<String, Long> balances = new TreeMap<>(INITIAL);

  BankStore(Random random, Optional<Phenomenon> bug) {
    super(random, bug.isPresent());
    this.bug = bug;
  }

  @Override
  BankAction next() {
    return random.nextInt(3) == 0
        ? new ReadBalances(new TreeMap<>())
        : new Transfer(any(List.of("a", "b", "c")), any(List.of("a", "b", "c")), random.nextInt(9));
  }

  @Override
  List<BankAction> finalReads() {
    return List.of(new ReadBalances(new TreeMap<>()));
  }

  @Override
  Optional<BankAction> apply(Request<BankAction> request, List<Request<BankAction>> underWay) {
    if (!(request.wish instanceof Transfer transfer)) {
      return Optional.of(readBalances(request));
    }
    if (balances.get(transfer.from()) < transfer.amount()) {
      return Optional.empty();
    }
    balances.merge(transfer.from(), -transfer.amount(), Long::sum);
    balances.merge(transfer.to(), transfer.amount(), Long::sum);
    return Optional.of(transfer);
  }

  /** A bug shows a transfer half done, or one that should have been refused. */
  private ReadBalances readBalances(Request<BankAction> request) {
    TreeMap<String, Long> seen = new TreeMap<>(balances);
    if (mayShow(request)) {
      show();
      long amount = 1 + seen.get("a");
      seen.merge(
          "a", bug.equals(Optional.of(Phenomenon.NEGATIVE_BALANCE)) ? -amount : 0, Long::sum);
      seen.merge("b", amount, Long::sum);
    }
    return new ReadBalances(seen);
  }
}
