package io.cooperage.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.check.BankAction.ReadBalances;
import io.cooperage.drill.check.BankAction.Transfer;
import io.cooperage.drill.check.RegisterAction.CompareAndSet;
import io.cooperage.drill.check.RegisterAction.Read;
import io.cooperage.drill.check.RegisterAction.Write;
import io.cooperage.drill.check.SetAction.Add;
import io.cooperage.drill.check.SetAction.ReadAll;
import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.history.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final List<ClientOperation<Action>> HISTORY =
      List.of(
          operation(0, 10, 20, Outcome.OK, new Write("r", 1)),
          operation(1, 15, 90, Outcome.UNKNOWN, new CompareAndSet("r", Optional.of(1L), 2)),
          operation(0, 30, 40, Outcome.OK, new Read("r", Optional.of(1L))),
          operation(1, 100, 110, Outcome.OK, new Read("r", Optional.empty())),
          operation(2, 120, 130, Outcome.FAIL, new CompareAndSet("r", Optional.empty(), 3)),
          operation(
              0,
              70,
              80,
              Outcome.OK,
              new Transaction(
                  List.of(
                      new Append("x \"1\"", 4),
                      new Transaction.Read("y", Optional.of(List.of(5L, 6L)))))),
          operation(1, 100, 110, Outcome.OK, new Add("e1")),
          operation(1, 120, 130, Outcome.OK, new ReadAll(List.of("e1", "e2"))),
          operation(1, 140, 150, Outcome.OK, new Transfer("a", "b", 7)),
          operation(
              1, 160, 170, Outcome.OK, new ReadBalances(new TreeMap<>(Map.of("a", 3L, "b", 7L)))),
          operation(1, 180, 190, Outcome.OK, new Creation("n1", Optional.of("00000001"))));

  @TempDir private Path directory;

  @Test
  void historyThatIsWrittenIsReadAgain() {
    Path file = directory.resolve("kept/history.jsonl");
    HistoryFile.write(file, HISTORY);
    assertThat(HistoryFile.read(file)).isEqualTo(HISTORY);
  }

  @Test
  void linesAreShort() throws IOException {
    Path file = directory.resolve("history.jsonl");
    HistoryFile.write(file, HISTORY.subList(1, 2));
    assertThat(Files.readString(file))
        .isEqualToIgnoringNewLines(
            """
            {"process":1,"datacenter":"dc2","invoked":15,"completed":90,"outcome":"UNKNOWN",\
            "action":{"f":"cas","object":"r","expected":1,"value":2}}""");
  }

  @Test
  void ednHasTwoEventsForEachOperation() {
    assertThat(EdnHistory.lines(HISTORY.subList(5, 11)))
        .containsExactly(
            edn(0, 70, 0, "invoke", "txn", "[[:append \"x \\\"1\\\"\" 4] [:r \"y\" nil]]"),
            edn(1, 80, 0, "ok", "txn", "[[:append \"x \\\"1\\\"\" 4] [:r \"y\" [5 6]]]"),
            edn(2, 100, 1, "invoke", "add", "\"e1\""),
            edn(3, 110, 1, "ok", "add", "\"e1\""),
            edn(4, 120, 1, "invoke", "read", "nil"),
            edn(5, 130, 1, "ok", "read", "[\"e1\" \"e2\"]"),
            edn(6, 140, 1, "invoke", "transfer", "{:amount 7, :from \"a\", :to \"b\"}"),
            edn(7, 150, 1, "ok", "transfer", "{:amount 7, :from \"a\", :to \"b\"}"),
            edn(8, 160, 1, "invoke", "read", "nil"),
            edn(9, 170, 1, "ok", "read", "{\"a\" 3, \"b\" 7}"),
            edn(10, 180, 1, "invoke", "create", "[\"n1\" nil]"),
            edn(11, 190, 1, "ok", "create", "[\"n1\" \"00000001\"]"));
  }

  /** The client of process 1 is process 4 after its unknown outcome, as there are 0 to 2. */
  @Test
  void clientIsAnotherProcessAfterAnUnknownOutcome() throws IOException {
    HistoryFile.writeEdn(directory, HISTORY.subList(0, 5));
    assertThat(Files.readAllLines(directory.resolve("register-r.edn")))
        .containsExactly(
            edn(0, 10, 0, "invoke", "write", "1"),
            edn(1, 15, 1, "invoke", "cas", "[1 2]"),
            edn(2, 20, 0, "ok", "write", "1"),
            edn(3, 30, 0, "invoke", "read", "nil"),
            edn(4, 40, 0, "ok", "read", "1"),
            edn(5, 90, 1, "info", "cas", "[1 2]"),
            edn(6, 100, 4, "invoke", "read", "nil"),
            edn(7, 110, 4, "ok", "read", "nil"),
            edn(8, 120, 2, "invoke", "cas", "[nil 3]"),
            edn(9, 130, 2, "fail", "cas", "[nil 3]"));
  }

  @Test
  void eachRegisterAndEachDataTypeHasItsEdnFile() {
    HistoryFile.writeEdn(directory, HISTORY);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "register-r.edn", "list-append.edn", "set.edn", "bank.edn", "creations.edn");
  }

  @Test
  void operationsOfOneDataTypeAreTakenOut() {
    assertThat(ClientOperation.of(SetAction.class, HISTORY))
        .extracting(operation -> operation.action().function())
        .containsExactly("add", "read");
  }

  private static String edn(
      int index, long micros, int process, String type, String f, String value) {
    return "{:index %d, :time %d, :process %d, :type :%s, :f :%s, :value %s, :datacenter \"dc%d\"}"
        .formatted(index, micros * 1_000, process, type, f, value, process % 3 + 1);
  }

  private static ClientOperation<Action> operation(
      int process, long invoked, long completed, Outcome outcome, Action action) {
    return new ClientOperation<>(
        process, "dc" + (process + 1), invoked, completed, outcome, action);
  }
}
