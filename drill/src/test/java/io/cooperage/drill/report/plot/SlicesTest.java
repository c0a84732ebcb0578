package io.cooperage.drill.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlicesTest {

  @Property
  void everyMomentLiesInOneSlice(
      @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 7_200_000_000L) Long> moments) {
    long end = moments.stream().mapToLong(Long::longValue).max().orElse(0);
    Slices slices = Slices.fine(end);
    int[] counts = slices.counts(moments.stream().mapToLong(Long::longValue));
    assertThat(Arrays.stream(counts).sum()).isEqualTo(moments.size());
    for (long moment : moments) {
      int slice = slices.at(moment);
      assertThat(moment / 1e6)
          .isBetween(slices.begin(slice), slices.begin(slice) + slices.seconds());
    }
  }

  @Test
  void areHalfSecondsAtFirstAndNeverTooMany() {
    assertThat(Slices.fine(30_000_000).title()).isEqualTo("0.5 s");
    assertThat(Slices.fine(300_000_000).title()).isEqualTo("1 s");
    assertThat(Slices.fine(3_600_000_000L).count()).isLessThanOrEqualTo(361);
  }

  @Test
  void areWideEnoughForPercentiles() {
    assertThat(Slices.of(240, 60_000_000).title()).isEqualTo("2 s");
    assertThat(Slices.of(100_000, 60_000_000).title()).isEqualTo("0.5 s");
    assertThat(Slices.of(0, 60_000_000).title()).isEqualTo("60 s");
  }

  @Test
  void quantileIsTheNearestRank() {
    long[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(Slices.quantile(ten, 0.5)).isEqualTo(5);
    assertThat(Slices.quantile(ten, 0.99)).isEqualTo(10);
    assertThat(Slices.quantile(new long[] {7}, 0.5)).isEqualTo(7);
  }
}
