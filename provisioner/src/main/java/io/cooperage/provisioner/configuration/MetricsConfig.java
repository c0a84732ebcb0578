package io.cooperage.provisioner.configuration;

import java.time.Duration;

/**
 * {@code port}: where {@code /metrics} and {@code /health} answer on the loopback interface; 0 =
 * nowhere. {@code logEvery}: how often the numbers go to the log; 0 = never.
 */
public record MetricsConfig(Integer port, Duration logEvery) {
  static final Duration DEFAULT_LOG_EVERY = Duration.ofMinutes(5);

  MetricsConfig withDefaults() {
    return new MetricsConfig(
        port == null ? Integer.valueOf(0) : port, logEvery == null ? DEFAULT_LOG_EVERY : logEvery);
  }

  void check(Violations violations) {
    if (port < 0 || port > 65535) {
      violations.add("metrics.port", "is " + port, "give a port, or 0 for none");
    }
    violations.requireBetween("metrics.logEvery", logEvery, Duration.ZERO, Duration.ofDays(1));
  }
}
