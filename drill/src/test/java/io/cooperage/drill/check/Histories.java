package io.cooperage.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Histories of simulated stores. */
final class Histories {

  private static final int REQUESTS = 60;

  private Histories() {}

  /** That of a store; the same for the same seed. */
  static <A extends Action> List<ClientOperation<A>> simulated(
      long seed, Function<Random, ? extends SimulatedStore<A>> store) {
    Random random = new Random(seed);
    return Interleaving.run(store.apply(random), random, REQUESTS);
  }

  /** Lets a bug show in a hundred histories, and wants its class, and no other, in each. */
  static <A extends Action> void findsExactly(
      Phenomenon expected,
      Function<Random, ? extends SimulatedStore<A>> buggy,
      Function<List<ClientOperation<A>>, CheckResult> checker) {
    int shown = 0;
    for (long seed = 0; seed < 5_000 && shown < 100; seed++) {
      Random random = new Random(seed);
      SimulatedStore<A> store = buggy.apply(random);
      List<ClientOperation<A>> history = Interleaving.run(store, random, REQUESTS);
      if (store.fired()) {
        shown++;
        CheckResult result = checker.apply(history);
        assertThat(result.phenomena()).as("seed %d: %s", seed, result).isEqualTo(Set.of(expected));
      }
    }
    assertThat(shown).as("histories in which the bug showed").isEqualTo(100);
  }
}
