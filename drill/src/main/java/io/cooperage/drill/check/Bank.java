package io.cooperage.drill.check;

import io.cooperage.drill.check.BankAction.ReadBalances;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether accounts keep their sum in every read, and none is below nothing. A quota is a bank too:
 * what is used and what is free make the limit, and neither is negative.
 */
public final class Bank {

  private Bank() {}

  /**
   * One violation for each read that shows what cannot be.
   *
   * @param total the sum of all accounts in the beginning
   */
  public static CheckResult check(List<ClientOperation<BankAction>> history, long total) {
    List<Violation> violations = new ArrayList<>();
    for (ClientOperation<BankAction> operation : history) {
      if (operation.ok() && operation.action() instanceof ReadBalances read) {
        long sum = read.seen().values().stream().mapToLong(Long::longValue).sum();
        if (sum != total) {
          String explanation = "they hold %d, not %d".formatted(sum, total);
          violations.add(
              new Violation(
                  Phenomenon.WRONG_TOTAL, "all accounts", explanation, List.of(operation)));
        }
        read.seen()
            .forEach(
                (account, balance) -> {
                  if (balance < 0) {
                    violations.add(
                        new Violation(
                            Phenomenon.NEGATIVE_BALANCE,
                            account,
                            "it holds " + balance,
                            List.of(operation)));
                  }
                });
      }
    }
    return CheckResult.of(violations);
  }
}
