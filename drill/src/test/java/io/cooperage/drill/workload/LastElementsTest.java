package io.cooperage.drill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Transaction;
import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.history.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastElementsTest {

  private static final ClientOperation<Action> ALL = operation(read(1, 2, 3));

  @Test
  void readShowsEverythingUpToItsElement() {
    assertThat(LastElements.resolve(List.of(operation(read(2), new Append("x", 3)), ALL)))
        .containsExactly(operation(read(1, 2), new Append("x", 3)), ALL);
  }

  @Test
  void elementThatNoOtherReadShowsStaysAlone() {
    List<ClientOperation<Action>> history = List.of(operation(read(9)), ALL);
    assertThat(LastElements.resolve(history)).isEqualTo(history);
  }

  @Test
  void readsOfTheWholeAndOfNothingStayAsTheyAre() {
    List<ClientOperation<Action>> history =
        List.of(
            operation(read()),
            operation(new Read("x", Optional.empty())),
            operation(read(2, 1)),
            ALL);
    assertThat(LastElements.resolve(history)).isEqualTo(history);
  }

  private static Read read(long... seen) {
    return new Read("x", Optional.of(Arrays.stream(seen).boxed().toList()));
  }

  private static ClientOperation<Action> operation(Transaction.Step... steps) {
    return new ClientOperation<>(1, "dc1", 10, 20, Outcome.OK, new Transaction(List.of(steps)));
  }
}
