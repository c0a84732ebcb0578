package io.cooperage.drill.load;

import io.cooperage.drill.history.OperationKind;
import java.util.random.RandomGenerator;

/** Shares of the kinds of operation, in percent; lists get what is left. */
public record Mix(int creates, int deletes, int gets) {

  public static final Mix DEFAULT = new Mix(35, 20, 35);

  public Mix {
    if (creates < 0 || deletes < 0 || gets < 0 || creates + deletes + gets > 100) {
      throw new IllegalArgumentException(
          "Shares are percentages: %d + %d + %d".formatted(creates, deletes, gets));
    }
  }

  OperationKind next(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < creates) {
      return OperationKind.CREATE;
    }
    if (dice < creates + deletes) {
      return OperationKind.DELETE;
    }
    return dice < creates + deletes + gets ? OperationKind.GET : OperationKind.LIST;
  }
}
