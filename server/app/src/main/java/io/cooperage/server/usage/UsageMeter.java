package io.cooperage.server.usage;

import java.time.Instant;
import java.util.Arrays;

/**
 * Adds up intervals of time by period, in whole seconds: both ends of each are cut to the second,
 * so that sums are the same however time is divided. An interval costs the same however many
 * periods it reaches over. Pure; not thread-safe.
 */
final class UsageMeter {
  private final long[] borders;
  private final long[] parts;
  private final long[] wholes;

  /**
   * @param borders of the periods, in seconds, each later than the one before
   */
  UsageMeter(long[] borders) {
    this.borders = borders.clone();
    this.parts = new long[borders.length - 1];
    this.wholes = new long[borders.length];
  }

  /** Adds what of {@code begin} to {@code end} lies within the borders. */
  void add(Instant begin, Instant end) {
    long from = Math.max(begin.getEpochSecond(), borders[0]);
    long to = Math.min(end.getEpochSecond(), borders[borders.length - 1]);
    if (to <= from) {
      return;
    }
    int first = period(from);
    int last = period(to - 1);
    if (first == last) {
      parts[first] += to - from;
      return;
    }
    parts[first] += borders[first + 1] - from;
    parts[last] += to - borders[last];
    wholes[first + 1]++;
    wholes[last]--;
  }

  /** The seconds of each period. */
  long[] seconds() {
    long[] sums = new long[parts.length];
    long running = 0;
    for (int i = 0; i < sums.length; i++) {
      running += wholes[i];
      sums[i] = parts[i] + running * (borders[i + 1] - borders[i]);
    }
    return sums;
  }

  private int period(long second) {
    int found = Arrays.binarySearch(borders, second);
    return found >= 0 ? found : -found - 2;
  }
}
