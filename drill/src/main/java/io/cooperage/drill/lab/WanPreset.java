package io.cooperage.drill.lab;

import io.cooperage.galera.node.FailureDetector;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that waits for somebody who is silent, fitted to the distance between datacenters: the
 * databases' failure detector, the leases of servers and workers, the load balancers' checks. A
 * lease outlives the stall of commits that the loss of another datacenter brings, or all would be
 * lost at once. See docs/reference/presets.md.
 */
public enum WanPreset {
  /** Round trips up to 5 ms. */
  METRO(FailureDetector.METRO, Leases.SHORT, Checks.FAST),
  /** Round trips up to 40 ms. */
  CONTINENT(FailureDetector.CONTINENT, Leases.USUAL, Checks.USUAL),
  /** Round trips up to 120 ms. */
  OCEAN(FailureDetector.OCEAN, Leases.LONG, Checks.SLOW),
  /** The databases as they are when Galera is told nothing, to compare with. */
  DEFAULTS(FailureDetector.DEFAULTS, Leases.LONGEST, Checks.USUAL);

  private final FailureDetector detector;
  private final Leases leases;
  private final Checks checks;

  /** Of servers, of workers, and how long a revoked task waits beyond. In milliseconds. */
  private record Leases(int beat, int lease, int margin, int worker, int grace) {
    private static final Leases SHORT = new Leases(500, 2500, 700, 3200, 1200);
    private static final Leases USUAL = new Leases(700, 4000, 1000, 5000, 2000);
    private static final Leases LONG = new Leases(1000, 6000, 1500, 7000, 2500);
    private static final Leases LONGEST = new Leases(1000, 15000, 2000, 16000, 2500);
  }

  /** By the global load balancer: how often, how often when in doubt, how long. Milliseconds. */
  private record Checks(int every, int doubtful, int timeout) {
    private static final Checks FAST = new Checks(250, 100, 400);
    private static final Checks USUAL = new Checks(500, 200, 700);
    private static final Checks SLOW = new Checks(500, 250, 1000);
  }

  WanPreset(FailureDetector detector, Leases leases, Checks checks) {
    this.detector = detector;
    this.leases = leases;
    this.checks = checks;
  }

  /** The preset of this name, in lower case. */
  public static WanPreset named(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no preset \"%s\"; there are %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(WanPreset::toString)
                                .collect(Collectors.joining(", ")))));
  }

  FailureDetector detector() {
    return detector;
  }

  /** What the configuration of a server has from it. */
  Map<String, String> ofServers() {
    return Map.of(
        "beat", leases.beat() + "ms",
        "lease", leases.lease() + "ms",
        "margin", leases.margin() + "ms",
        "workerLease", leases.worker() + "ms",
        "revokeGrace", leases.grace() + "ms");
  }

  /** What the configuration of the global load balancer has from it. */
  Map<String, String> ofLoadBalancer() {
    return Map.of(
        "checkEvery", checks.every() + "ms",
        "checkDoubtful", checks.doubtful() + "ms",
        "checkTimeout", checks.timeout() + "ms");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
