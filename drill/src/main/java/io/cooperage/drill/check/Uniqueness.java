package io.cooperage.drill.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether names and ids are given once, however many ask for them at once in however many places.
 */
public final class Uniqueness {

  private Uniqueness() {}

  /** One violation for each name that two creations got, and for each id that two things have. */
  public static CheckResult check(List<ClientOperation<Creation>> history) {
    List<Violation> violations = new ArrayList<>();
    twice(history, creation -> Optional.of(creation.name()), Phenomenon.DOUBLED_NAME, violations);
    twice(history, Creation::id, Phenomenon.DUPLICATE_ID, violations);
    return CheckResult.of(violations);
  }

  private static void twice(
      List<ClientOperation<Creation>> history,
      Function<Creation, Optional<String>> given,
      Phenomenon phenomenon,
      List<Violation> violations) {
    Map<String, List<ClientOperation<Creation>>> creations = new TreeMap<>();
    history.stream()
        .filter(ClientOperation::ok)
        .forEach(
            operation ->
                given
                    .apply(operation.action())
                    .ifPresent(
                        value ->
                            creations
                                .computeIfAbsent(value, key -> new ArrayList<>())
                                .add(operation)));
    creations.forEach(
        (value, operations) -> {
          if (operations.size() > 1) {
            violations.add(
                new Violation(
                    phenomenon,
                    value,
                    "%d creations were acknowledged".formatted(operations.size()),
                    operations));
          }
        });
  }
}
