package io.cooperage.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checkers of sets, banks, names and ids. */
class PromiseCheckersTest {

  private static final CheckResult NOTHING = CheckResult.of(List.of());

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void correctStoresPass(@ForAll long seed) {
    assertThat(
            GrowOnlySet.check(
                Histories.simulated(
                    seed, random -> new GrowOnlySetStore(random, Optional.empty()))))
        .isEqualTo(NOTHING);
    assertThat(
            Bank.check(
                Histories.simulated(seed, random -> new BankStore(random, Optional.empty())),
                BankStore.INITIAL))
        .isEqualTo(NOTHING);
    assertThat(
            Bank.check(
                Histories.simulated(seed, random -> new QuotaStore(random, Optional.empty())),
                QuotaStore.INITIAL))
        .isEqualTo(NOTHING);
    assertThat(
            Uniqueness.check(
                Histories.simulated(seed, random -> new CreationStore(random, Optional.empty()))))
        .isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_WRITE", "STALE_READ", "DUPLICATE_ELEMENTS", "G1A", "GARBAGE_READ"})
  void eachBugOfASetIsFound(Phenomenon bug) {
    Histories.findsExactly(
        bug, random -> new GrowOnlySetStore(random, Optional.of(bug)), GrowOnlySet::check);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_TOTAL", "NEGATIVE_BALANCE"})
  void eachBugOfABankIsFound(Phenomenon bug) {
    Histories.findsExactly(
        bug,
        random -> new BankStore(random, Optional.of(bug)),
        history -> Bank.check(history, BankStore.INITIAL));
  }

  @ParameterizedTest
  @EnumSource
  void eachBugOfAQuotaIsFound(QuotaStore.Bug bug) {
    Histories.findsExactly(
        bug.seen(),
        random -> new QuotaStore(random, Optional.of(bug)),
        history -> Bank.check(history, QuotaStore.INITIAL));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLED_NAME", "DUPLICATE_ID"})
  void nameOrIdThatIsGivenTwiceIsFound(Phenomenon bug) {
    Histories.findsExactly(
        bug, random -> new CreationStore(random, Optional.of(bug)), Uniqueness::check);
  }
}
