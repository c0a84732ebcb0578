package io.cooperage.drill.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The longest time in which no task began or ended although there was work. */
public final class WorkGaps {

  private WorkGaps() {}

  /**
   * The longest gap.
   *
   * @param moments when tasks began or ended
   * @param from when work was there at the latest
   * @return between {@code from} and the last moment
   */
  public static Duration longest(List<Instant> moments, Instant from) {
    Instant previous = from;
    Duration longest = Duration.ZERO;
    for (Instant moment : moments.stream().filter(at -> at.isAfter(from)).sorted().toList()) {
      Duration gap = Duration.between(previous, moment);
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      previous = moment;
    }
    return longest;
  }
}
