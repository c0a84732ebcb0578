package io.cooperage.drill.check;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be done to accounts that only pass on what they hold. */
public sealed interface BankAction extends Action {

  @Override
  default String part() {
    return "bank";
  }

  /** Takes an amount from one account to another; fails if it is not there. */
  record Transfer(String from, String to, long amount) implements BankAction {

    /** What it adds to an account. */
    long changeOf(String account) {
      return (account.equals(to) ? amount : 0) - (account.equals(from) ? amount : 0);
    }

    @Override
    public String function() {
      return "transfer";
    }

    @Override
    public String invokedValue() {
      return Edn.map(
          new TreeMap<>(
              Map.of(
                  ":from", Edn.string(from),
                  ":to", Edn.string(to),
                  ":amount", Long.toString(amount))));
    }

    @Override
    public String toString() {
      return "transfer %d from %s to %s".formatted(amount, from, to);
    }
  }

  /** Shows all accounts at once; {@code seen} means something only if it is acknowledged. */
  record ReadBalances(SortedMap<String, Long> seen) implements BankAction {

    public ReadBalances {
      seen = new TreeMap<>(seen);
    }

    @Override
    public String function() {
      return "read";
    }

    @Override
    public String invokedValue() {
      return Edn.NIL;
    }

    @Override
    public String acknowledgedValue() {
      SortedMap<String, String> balances = new TreeMap<>();
      seen.forEach((account, balance) -> balances.put(Edn.string(account), balance.toString()));
      return Edn.map(balances);
    }

    @Override
    public String toString() {
      return "read balances → " + seen;
    }
  }
}
