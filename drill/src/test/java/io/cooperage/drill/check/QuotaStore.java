package io.cooperage.drill.check;

import io.cooperage.drill.check.BankAction.ReadBalances;
import io.cooperage.drill.check.BankAction.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A quota: each creation takes machines for a cluster, a deletion gives all of them back. */
final class QuotaStore extends SimulatedStore<BankAction> {

  /** What may be wrong, and the class of what its clients see. */
  enum Bug {
    LOST_CREATION(Phenomenon.UNEXPLAINED_BALANCE),
    DOUBLED_CREATION(Phenomenon.UNEXPLAINED_BALANCE),
    REFUSED_CREATION_IS_DONE(Phenomenon.UNEXPLAINED_BALANCE),
    LOST_DELETION(Phenomenon.UNEXPLAINED_BALANCE),
    CLUSTER_OF_NOBODY(Phenomenon.UNEXPLAINED_BALANCE),
    STALE_READ(Phenomenon.UNEXPLAINED_BALANCE),
    NOT_GIVEN_BACK(Phenomenon.WRONG_TOTAL),
    GIVEN_BACK_TWICE(Phenomenon.WRONG_TOTAL);

    private final Phenomenon seen;

    Bug(Phenomenon seen) {
      this.seen = seen;
    }

    Phenomenon seen() {
      return seen;
    }
  }

  static final Map<String, Long> INITIAL = Map.of("free", 12L);
  private static final int LARGEST = 3;

  private final Optional<Bug> bug;
  private final TreeMap<String, Long> balances = new TreeMap<>(INITIAL);

  /**
   * Creations that took effect, by clusters that may be deleted, and whose deletion is not asked.
   */
  private final TreeMap<String, Request<BankAction>> there = new TreeMap<>();

  private int names;

  QuotaStore(Random random, Optional<Bug> bug) {
    super(random, bug.isPresent());
    this.bug = bug;
  }

  @Override
  BankAction next() {
    int dice = random.nextInt(3);
    if (dice == 0) {
      return new ReadBalances(new TreeMap<>());
    }
    if (dice == 1 || there.isEmpty()) {
      return new Transfer("free", "c" + ++names, 1 + random.nextInt(LARGEST));
    }
    String cluster = any(List.copyOf(there.keySet()));
    there.remove(cluster);
    return new Transfer(cluster, "free", balances.get(cluster));
  }

  @Override
  List<BankAction> finalReads() {
    return List.of(new ReadBalances(new TreeMap<>()));
  }

  @Override
  Optional<BankAction> apply(Request<BankAction> request, List<Request<BankAction>> underWay) {
    if (!(request.wish instanceof Transfer transfer)) {
      return Optional.of(read(request));
    }
    return transfer.from().equals("free") ? create(request, transfer) : delete(request, transfer);
  }

  private Optional<BankAction> create(Request<BankAction> request, Transfer transfer) {
    if (balances.get("free") < transfer.amount()) {
      return Optional.empty();
    }
    if (mayShow(Bug.LOST_CREATION, request) && show()) {
      return Optional.of(transfer);
    }
    if (mayShow(Bug.CLUSTER_OF_NOBODY, request) && show()) {
      move("free", "nobody's", transfer.amount());
      return Optional.empty();
    }
    move(transfer.from(), transfer.to(), transfer.amount());
    if (mayShow(Bug.REFUSED_CREATION_IS_DONE, request) && show()) {
      return Optional.empty();
    }
    if (balances.get("free") >= transfer.amount()
        && mayShow(Bug.DOUBLED_CREATION, request)
        && show()) {
      move(transfer.from(), transfer.to(), transfer.amount());
    } else {
      there.put(transfer.to(), request);
    }
    return Optional.of(transfer);
  }

  private Optional<BankAction> delete(Request<BankAction> request, Transfer transfer) {
    if (mayShow(Bug.LOST_DELETION, request) && show()) {
      return Optional.of(transfer);
    }
    move(transfer.from(), transfer.to(), transfer.amount());
    if (mayShow(Bug.NOT_GIVEN_BACK, request) && show()) {
      balances.merge("free", -transfer.amount(), Long::sum);
    }
    if (mayShow(Bug.GIVEN_BACK_TWICE, request) && show()) {
      balances.merge("free", transfer.amount(), Long::sum);
    }
    return Optional.of(transfer);
  }

  private ReadBalances read(Request<BankAction> request) {
    TreeMap<String, Long> seen = new TreeMap<>(balances);
    if (mayShow(Bug.STALE_READ, request)) {
      there.values().stream()
          .filter(creation -> creation.precedes(request))
          .findFirst()
          .filter(creation -> show())
          .map(creation -> ((Transfer) creation.wish).to())
          .ifPresent(
              cluster -> {
                seen.merge("free", seen.remove(cluster), Long::sum);
                there.remove(cluster);
              });
    }
    return new ReadBalances(seen);
  }

  private void move(String from, String to, long amount) {
    balances.merge(from, -amount, Long::sum);
    balances.merge(to, amount, Long::sum);
  }

  private boolean mayShow(Bug which, Request<BankAction> request) {
    return bug.equals(Optional.of(which)) && mayShow(request);
  }
}
