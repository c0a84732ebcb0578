package io.cooperage.drill.check;

import static io.cooperage.drill.check.CheckResult.Validity.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import io.cooperage.drill.history.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListAppendTest {

  private int processes;

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void correctStoreIsStrictlySerializable(@ForAll long seed) {
    assertThat(
            ListAppend.check(
                Histories.simulated(seed, random -> new ListStore(random, Optional.empty(), 3))))
        .isEqualTo(CheckResult.of(List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void eachBugIsFoundAsItsClass(ListBug bug) {
    Histories.findsExactly(
        bug.phenomenon(), random -> new ListStore(random, Optional.of(bug), 3), ListAppend::check);
  }

  @Test
  void tenThousandTransactionsOnFiftyListsAreChecked() {
    Random random = new Random(1);
    List<ClientOperation<Transaction>> history =
        Interleaving.run(new ListStore(random, Optional.empty(), 50), random, 10_000, 12);
    assertThat(ListAppend.check(history)).isEqualTo(CheckResult.of(List.of()));
  }

  @Test
  void writeSkewIsToldAndAllowed() {
    CheckResult result =
        ListAppend.check(
            List.of(
                ok(0, 50, read("x"), append("y", 1)),
                ok(10, 60, read("y"), append("x", 1)),
                ok(70, 80, read("x", 1), read("y", 1))));
    assertThat(result.phenomena()).containsExactly(Phenomenon.G2_ITEM);
    assertThat(result.validity()).isEqualTo(VALID);
  }

  @Test
  void appendThatTookEffectBeforeItsTransactionBeganIsAnOrderAgainstTheClock() {
    assertThat(
            phenomena(
                ok(0, 10, append("x", 1)), ok(20, 30, append("x", 2)), ok(40, 50, read("x", 2, 1))))
        .containsExactly(Phenomenon.G0_REALTIME);
  }

  @Test
  void readOfWhatIsAppendedLaterIsAnOrderAgainstTheClock() {
    assertThat(phenomena(ok(0, 10, read("x", 1)), ok(20, 30, append("x", 1))))
        .containsExactly(Phenomenon.G1C_REALTIME);
  }

  @Test
  void writeSkewBetweenTransactionsAndAThirdBetweenThemNeedsTheClock() {
    assertThat(
            phenomena(
                ok(0, 100, read("x"), append("y", 1)),
                ok(10, 20, append("x", 1)),
                ok(30, 40, read("y")),
                ok(110, 120, read("x", 1), read("y", 1))))
        .containsExactly(Phenomenon.G2_ITEM_REALTIME);
  }

  @Test
  void unknownAppendThatWasSeenTookEffect() {
    ClientOperation<Transaction> unknown = with(Outcome.UNKNOWN, ok(0, 10, append("x", 1)));
    assertThat(phenomena(unknown, ok(20, 30, read("x")), ok(40, 50, read("x", 1)))).isEmpty();
    assertThat(phenomena(unknown, ok(20, 30, read("x", 1)), ok(40, 50, read("x"))))
        .containsExactly(Phenomenon.G_SINGLE_REALTIME);
  }

  @Test
  void explanationNamesTheDependenciesAndShowsTheTransactions() {
    CheckResult result =
        ListAppend.check(
            List.of(
                ok(0, 10, append("x", 1), append("y", 2)),
                ok(5, 20, read("x"), read("y", 2)),
                ok(30, 40, read("x", 1), read("y", 2))));
    assertThat(result.violations())
        .singleElement()
        .hasToString(
            """
            G-single, read skew: a transaction saw one of another's effects and missed another \
            (x, y): #1 did not see 1 in x, which #2 appended; #1 saw 2 in y, which #2 appended
              #1 0.005–0.020 ms, process 2 at dc2: read x → [], read y → [2]
              #2 0.000–0.010 ms, process 1 at dc2: append 1 to x, append 2 to y""");
  }

  @Test
  void elementsMustBeAppendedOnce() {
    List<ClientOperation<Transaction>> history =
        List.of(ok(0, 10, append("x", 1)), ok(20, 30, append("x", 1)));
    assertThatThrownBy(() -> ListAppend.check(history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 is appended to x twice");
  }

  @SafeVarargs
  private static Set<Phenomenon> phenomena(ClientOperation<Transaction>... history) {
    return ListAppend.check(List.of(history)).phenomena();
  }

  private ClientOperation<Transaction> ok(long from, long to, Step... steps) {
    return new ClientOperation<>(
        ++processes, "dc2", from, to, Outcome.OK, new Transaction(List.of(steps)));
  }

  private static ClientOperation<Transaction> with(
      Outcome outcome, ClientOperation<Transaction> operation) {
    return new ClientOperation<>(
        operation.process(),
        operation.datacenter(),
        operation.invoked(),
        operation.completed(),
        outcome,
        operation.action());
  }

  private static Step append(String list, long element) {
    return new Append(list, element);
  }

  private static Step read(String list, long... seen) {
    return new Read(list, Optional.of(Arrays.stream(seen).boxed().toList()));
  }
}
