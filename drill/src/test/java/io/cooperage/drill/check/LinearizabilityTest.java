package io.cooperage.drill.check;

import static io.cooperage.drill.check.CheckResult.Validity.INVALID;
import static io.cooperage.drill.check.CheckResult.Validity.UNKNOWN;
import static io.cooperage.drill.check.CheckResult.Validity.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.check.RegisterAction.CompareAndSet;
import io.cooperage.drill.check.RegisterAction.Read;
import io.cooperage.drill.check.RegisterAction.Write;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearizabilityTest {

  private int processes;

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void correctStoreIsLinearizable(@ForAll long seed) {
    assertThat(
            Linearizability.check(
                Histories.simulated(
                    seed, random -> new RegisterStore(random, Optional.empty(), 3))))
        .isEqualTo(new CheckResult(List.of(), List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void eachBugIsFound(RegisterStore.Bug bug) {
    Histories.findsExactly(
        Phenomenon.NOT_LINEARIZABLE,
        random -> new RegisterStore(random, Optional.of(bug), 3),
        Linearizability::check);
  }

  @Test
  void tenThousandOperationsOnFiftyObjectsAreDecided() {
    Random random = new Random(1);
    List<ClientOperation<RegisterAction>> history =
        Interleaving.run(new RegisterStore(random, Optional.empty(), 50), random, 10_000, 12);
    assertThat(Linearizability.check(history).validity()).isEqualTo(VALID);
  }

  @Test
  void unknownWriteMayTakeEffectLongAfterItsClientGaveUp() {
    assertThat(
            validity(write(0, 10, 1), unknown(write(20, 30, 2)), read(40, 50, 1), read(60, 70, 2)))
        .isEqualTo(VALID);
  }

  @Test
  void unknownWriteTakesEffectOnce() {
    assertThat(
            validity(
                write(0, 10, 1),
                unknown(write(20, 30, 2)),
                read(40, 50, 2),
                write(60, 70, 3),
                read(80, 90, 2)))
        .isEqualTo(INVALID);
  }

  @Test
  void failedWriteIsNeverSeen() {
    ClientOperation<RegisterAction> write = write(0, 10, 1);
    ClientOperation<RegisterAction> failed =
        new ClientOperation<>(9, "dc1", 0, 10, Outcome.FAIL, write.action());
    assertThat(validity(failed, read(20, 30, 1))).isEqualTo(INVALID);
  }

  @Test
  void overlappingOperationsMayTakeEffectInAnyOrder() {
    assertThat(validity(write(0, 50, 1), write(10, 60, 2), read(20, 30, 2), read(70, 80, 1)))
        .isEqualTo(VALID);
    assertThat(validity(write(0, 10, 1), write(20, 60, 2), read(30, 40, 2), read(70, 80, 1)))
        .isEqualTo(INVALID);
  }

  @Test
  void operationsThatTouchOverlap() {
    assertThat(validity(write(0, 10, 1), write(20, 30, 2), read(30, 40, 1))).isEqualTo(VALID);
  }

  @Test
  void twoReplacementsOfOneValueCannotBothBe() {
    assertThat(validity(write(0, 10, 1), cas(20, 30, 1, 2), cas(25, 40, 1, 3))).isEqualTo(INVALID);
  }

  @Test
  void explanationShowsTheShortestWindow() {
    List<ClientOperation<RegisterAction>> history = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      history.add(write(i * 100L, i * 100L + 10, i));
    }
    history.add(write(2_000, 2_010, 100));
    history.add(write(2_100, 2_200, 101));
    history.add(cas(2_110, 2_210, 101, 102));
    history.add(read(2_300, 2_310, 100));
    history.add(write(2_400, 2_410, 103));
    Violation violation = Linearizability.check(history).violations().get(0);
    assertThat(violation.operations()).isEqualTo(history.subList(21, 24));
    assertThat(violation.toString())
        .isEqualTo(
            """
            no order of the operations explains their answers (r): no order explains \
            "read → 100" of process 24 at dc1; before it the register can hold only 102
              #1 2.100–2.200 ms, process 22 at dc1: write 101
              #2 2.110–2.210 ms, process 23 at dc1: cas 101 → 102
              #3 2.300–2.310 ms, process 24 at dc1: read → 100""");
  }

  @Test
  void searchThatIsTooLongIsUndecided() {
    List<ClientOperation<RegisterAction>> history = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      history.add(write(0, 100, i));
    }
    for (int i = 0; i < 12; i++) {
      history.add(read(0, 100, i));
    }
    CheckResult result = Linearizability.check(history, 1_000);
    assertThat(result.validity()).isEqualTo(UNKNOWN);
    assertThat(result.undecided()).containsExactly("r");
  }

  @SafeVarargs
  private static CheckResult.Validity validity(ClientOperation<RegisterAction>... history) {
    return Linearizability.check(List.of(history)).validity();
  }

  private ClientOperation<RegisterAction> read(long from, long to, long seen) {
    return operation(from, to, new Read("r", Optional.of(seen)));
  }

  private ClientOperation<RegisterAction> write(long from, long to, long value) {
    return operation(from, to, new Write("r", value));
  }

  private ClientOperation<RegisterAction> cas(long from, long to, long expected, long value) {
    return operation(from, to, new CompareAndSet("r", Optional.of(expected), value));
  }

  private ClientOperation<RegisterAction> operation(long from, long to, RegisterAction action) {
    return new ClientOperation<>(++processes, "dc1", from, to, Outcome.OK, action);
  }

  private static ClientOperation<RegisterAction> unknown(
      ClientOperation<RegisterAction> operation) {
    return new ClientOperation<>(
        operation.process(),
        operation.datacenter(),
        operation.invoked(),
        operation.completed(),
        Outcome.UNKNOWN,
        operation.action());
  }
}
