package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @TempDir private Path directory;

  @Test
  void storedLedgerReadsBackAsTheSameHistory() {
    Path file = directory.resolve("ledger.jsonl");
    History kept;
    try (Ledger ledger = new Ledger(file)) {
      Operation create = Histories.create(1, 5, Outcome.OK, Histories.ok(1, 6, 10, "00000001"));
      ledger.record(create.invoked());
      ledger.record(new LedgerEvent.Marked(7, "kill dc2"));
      ledger.record(create.attempts().get(0));
      ledger.record(new LedgerEvent.Completed(1, 10, Outcome.OK));
      kept = ledger.history();
    }
    assertThat(Ledger.read(file)).isEqualTo(kept);
    assertThat(kept.operations())
        .singleElement()
        .satisfies(op -> assertThat(op.waited()).isEqualTo(5));
    assertThat(kept.at("kill dc2")).hasValue(7);
    assertThat(kept.at("start dc2")).isEmpty();
  }

  @Test
  void operationThatNeverCompletedIsUnknown() {
    History history =
        History.of(
            List.of(
                new LedgerEvent.Invoked(
                    1,
                    "global",
                    OperationKind.CREATE,
                    Optional.of("k"),
                    Optional.of("n"),
                    Optional.empty(),
                    3),
                new LedgerEvent.Marked(90, "end")));
    assertThat(history.operations())
        .singleElement()
        .satisfies(
            op -> {
              assertThat(op.outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(op.completed()).isEqualTo(90);
            });
  }

  @Test
  void completionWithoutInvocationIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(List.of(new LedgerEvent.Completed(4, 1, Outcome.OK))))
        .withMessageContaining("operation 4");
  }
}
