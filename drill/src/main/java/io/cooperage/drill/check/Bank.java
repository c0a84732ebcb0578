package io.cooperage.drill.check;

import io.cooperage.drill.check.BankAction.ReadBalances;
import io.cooperage.drill.check.BankAction.Transfer;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether accounts keep their sum in every read, none is below nothing, and each holds what the
 * transfers can have made of it: those that were acknowledged before the read began, and any others
 * that were asked for before it ended and did not fail. A quota is a bank too: what is free and
 * what each cluster holds make the limit.
 */
public final class Bank {

  private static final int SHOWN = 5;

  /** What an account can hold. */
  private record Range(long least, long most) {

    private boolean contains(long balance) {
      return least <= balance && balance <= most;
    }
  }

  private final Map<String, Long> initial;
  private final long total;
  private final Map<String, List<ClientOperation<BankAction>>> transfers = new LinkedHashMap<>();
  private final List<Violation> sums = new ArrayList<>();
  private final Map<String, Violation> unexplained = new LinkedHashMap<>();

  private Bank(List<ClientOperation<BankAction>> history, Map<String, Long> initial) {
    this.initial = initial;
    this.total = sum(initial);
    initial.keySet().forEach(this::of);
    for (ClientOperation<BankAction> operation : history) {
      if (operation.action() instanceof Transfer transfer) {
        of(transfer.from()).add(operation);
        if (!transfer.to().equals(transfer.from())) {
          of(transfer.to()).add(operation);
        }
      }
    }
  }

  /**
   * One violation for each read whose sum is wrong and each account below nothing in a read. One
   * for each account that was ever read with what the transfers do not explain; not from reads with
   * the others.
   *
   * @param initial what accounts held in the beginning; the others nothing
   */
  public static CheckResult check(
      List<ClientOperation<BankAction>> history, Map<String, Long> initial) {
    Bank bank = new Bank(history, initial);
    for (ClientOperation<BankAction> operation : history) {
      if (operation.ok() && operation.action() instanceof ReadBalances read) {
        bank.check(operation, read.seen());
      }
    }
    List<Violation> violations = new ArrayList<>(bank.sums);
    violations.addAll(bank.unexplained.values());
    return CheckResult.of(violations);
  }

  private void check(ClientOperation<BankAction> reader, Map<String, Long> seen) {
    int known = sums.size();
    long sum = sum(seen);
    if (sum != total) {
      sums.add(
          new Violation(
              Phenomenon.WRONG_TOTAL,
              "all accounts",
              "they hold %d, not %d".formatted(sum, total),
              List.of(reader)));
    }
    seen.forEach(
        (account, balance) -> {
          if (balance < 0) {
            sums.add(
                new Violation(
                    Phenomenon.NEGATIVE_BALANCE, account, "it holds " + balance, List.of(reader)));
          }
        });
    if (sums.size() == known) {
      explain(reader, seen);
    }
  }

  private void explain(ClientOperation<BankAction> reader, Map<String, Long> seen) {
    TreeSet<String> accounts = new TreeSet<>(transfers.keySet());
    accounts.addAll(seen.keySet());
    for (String account : accounts) {
      long balance = seen.getOrDefault(account, 0L);
      Range range = possible(account, reader);
      if (!range.contains(balance)) {
        unexplained.putIfAbsent(account, unexplained(account, balance, range, reader));
      }
    }
  }

  private Range possible(String account, ClientOperation<BankAction> reader) {
    long least = initial.getOrDefault(account, 0L);
    long most = least;
    for (ClientOperation<BankAction> operation : of(account)) {
      if (operation.outcome() == Outcome.FAIL || operation.invoked() > reader.completed()) {
        continue;
      }
      long change = ((Transfer) operation.action()).changeOf(account);
      boolean certain = operation.precedes(reader);
      least += certain || change < 0 ? change : 0;
      most += certain || change > 0 ? change : 0;
    }
    return new Range(least, most);
  }

  private Violation unexplained(
      String account, long balance, Range range, ClientOperation<BankAction> reader) {
    List<ClientOperation<BankAction>> before =
        of(account).stream().filter(one -> one.invoked() <= reader.completed()).toList();
    List<ClientOperation<BankAction>> shown =
        new ArrayList<>(before.subList(Math.max(0, before.size() - SHOWN), before.size()));
    shown.add(reader);
    return new Violation(
        Phenomenon.UNEXPLAINED_BALANCE,
        account,
        "it holds %d; by the transfers it can hold %d to %d"
            .formatted(balance, Math.max(0, range.least()), range.most()),
        shown);
  }

  private List<ClientOperation<BankAction>> of(String account) {
    return transfers.computeIfAbsent(account, key -> new ArrayList<>());
  }

  private static long sum(Map<String, Long> balances) {
    return balances.values().stream().mapToLong(Long::longValue).sum();
  }
}
