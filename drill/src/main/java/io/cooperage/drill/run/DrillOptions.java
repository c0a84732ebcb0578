package io.cooperage.drill.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a drill is run. Durations are of load: steady before the fault, with the fault, and after the
 * datacenter is back.
 *
 * @param rate operations a second in all
 * @param longClusters clusters begun in each datacenter just before the fault, so that jobs are in
 *     flight there
 * @param volley creates sent while the fault comes, so that writes are in flight
 */
public record DrillOptions(
    String datacenter,
    Duration before,
    Duration during,
    Duration after,
    double rate,
    int longClusters,
    int volley,
    long seed) {

  private static final Duration SHORTEST = Duration.ofSeconds(4);
  private static final double HIGHEST_RATE = 10_000;

  public DrillOptions {
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          "--rate is %s; it must be above 0 and at most %.0f operations a second."
              .formatted(rate, HIGHEST_RATE));
    }
    Duration duration = before.plus(during).plus(after);
    if (duration.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "--duration is %d; a drill needs at least %d seconds of load."
              .formatted(duration.toSeconds(), SHORTEST.toSeconds()));
    }
  }

  /** {@code duration} in all, of which half is spent with the fault. */
  public static DrillOptions of(String datacenter, Duration duration, double rate, long seed) {
    return new DrillOptions(
        datacenter,
        duration.dividedBy(4),
        duration.dividedBy(2),
        duration.dividedBy(4),
        rate,
        4,
        24,
        seed);
  }

  /** The preset that runs with the tests. */
  public static DrillOptions brief(String datacenter, long seed) {
    return new DrillOptions(
        datacenter,
        Duration.ofSeconds(6),
        Duration.ofSeconds(16),
        Duration.ofSeconds(6),
        12,
        2,
        24,
        seed);
  }

  Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("datacenter", datacenter);
    map.put("before", before.toSeconds() + " s");
    map.put("during", during.toSeconds() + " s");
    map.put("after", after.toSeconds() + " s");
    map.put("rate", rate + "/s");
    map.put("long clusters", longClusters + " in each datacenter");
    map.put("volley", volley + " creates");
    map.put("seed", Long.toString(seed));
    return map;
  }
}
