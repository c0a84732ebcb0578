package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Covers by machines of which there are only so many, against all choices of small ones. */
class BoundedCoverTest {
  @Property(tries = 3000)
  void existsIfSomeChoiceIsOne(@ForAll Random random) {
    long[] loads = random.longs(1 + random.nextInt(6), 0, 64).toArray();
    int[] free = random.ints(loads.length, 0, 4).toArray();
    int[] wishes = random.ints(6, 0, 6).toArray();
    int most = random.nextInt(10);
    boolean expected = chosen(loads, free, wishes, most, 0);
    Statistics.collect(expected);
    assertThat(new BoundedCover(loads, wishes, most, new Budget(1_000_000)).exists(free))
        .isEqualTo(expected);
  }

  /** Two rings of five, each of which halves of machines would cover with half a machine less. */
  @Test
  void machinesAreNotDivided() {
    long[] loads = new long[10];
    for (int i = 0; i < 5; i++) {
      loads[i] = 1L << i | 1L << (i + 1) % 5;
      loads[5 + i] = loads[i] << 5;
    }
    int[] wishes = IntStream.generate(() -> 101).limit(10).toArray();
    int[] free = IntStream.generate(() -> 1000).limit(10).toArray();

    assertThat(new BoundedCover(loads, wishes, 505, new Budget(1_000_000)).exists(free)).isFalse();
    assertThat(new BoundedCover(loads, wishes, 506, new Budget(1_000_000)).exists(free)).isTrue();
  }

  private static boolean chosen(long[] loads, int[] free, int[] missing, int most, int kind) {
    if (kind == loads.length) {
      return IntStream.of(missing).allMatch(count -> count <= 0);
    }
    for (int taken = 0; taken <= Math.min(free[kind], most); taken++) {
      int[] left = Demands.less(missing, loads[kind], taken);
      if (chosen(loads, free, left, most - taken, kind + 1)) {
        return true;
      }
    }
    return false;
  }
}
