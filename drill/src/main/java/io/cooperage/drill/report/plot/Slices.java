package io.cooperage.drill.report.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A drill's time cut into equal parts.
 *
 * @param width of each, microseconds
 */
record Slices(long width, int count) {

  private static final List<Long> WIDTHS =
      List.of(500_000L, 1_000_000L, 2_000_000L, 5_000_000L, 10_000_000L, 30_000_000L, 60_000_000L);
  private static final int MOST = 450;
  private static final int ENOUGH = 8;

  /** As fine as can still be seen: of half a second for up to three minutes and a half. */
  static Slices fine(long end) {
    return atLeast(end / MOST, end);
  }

  /** Wide enough that a share of {@code operations} lies in each. */
  static Slices of(int operations, long end) {
    return atLeast(Math.max(end / MOST, end * ENOUGH / Math.max(1, operations)), end);
  }

  private static Slices atLeast(long wanted, long end) {
    long width =
        WIDTHS.stream()
            .filter(one -> one >= wanted)
            .findFirst()
            .orElse(WIDTHS.get(WIDTHS.size() - 1));
    return new Slices(width, (int) (Math.max(0, end) / width) + 1);
  }

  int at(long micros) {
    return (int) Math.min(count - 1, Math.max(0, micros / width));
  }

  /** How many of {@code moments} lie in each. */
  int[] counts(LongStream moments) {
    int[] counts = new int[count];
    moments.forEach(moment -> counts[at(moment)]++);
    return counts;
  }

  /** When one begins, in seconds. */
  double begin(int slice) {
    return slice * seconds();
  }

  double middle(int slice) {
    return (slice + 0.5) * seconds();
  }

  double seconds() {
    return width / 1e6;
  }

  double perSecond(int number) {
    return number / seconds();
  }

  /** {@code 0.5 s}. */
  String title() {
    return String.format(Locale.ROOT, width % 1_000_000 == 0 ? "%.0f s" : "%.1f s", seconds());
  }

  /**
   * The value that a share of all is not above, by nearest rank.
   *
   * @param sorted not empty
   */
  static long quantile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  static long[] sorted(LongStream values) {
    long[] sorted = values.toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
