package io.cooperage.server.cluster;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.AssertTrue;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bounds of clusters' lives.
 *
 * @param leaseWarnings how long before the end of a lease its owner is warned; default 1 d and 1 h
 */
public record ClusterConfig(List<Duration> leaseWarnings) {
  private static final int MOST = 10;

  public ClusterConfig {
    leaseWarnings =
        leaseWarnings == null
            ? List.of(Duration.days(1), Duration.hours(1))
            : List.copyOf(leaseWarnings);
  }

  public static ClusterConfig defaults() {
    return new ClusterConfig(null);
  }

  @AssertTrue(message = "leaseWarnings must be at most ten times of 1s to 365d, such as [1d, 1h]")
  public boolean isWarningInTime() {
    return leaseWarnings.size() <= MOST
        && leaseWarnings.stream()
            .allMatch(
                time ->
                    time.toMilliseconds() >= TimeUnit.SECONDS.toMillis(1)
                        && time.toMilliseconds() <= TimeUnit.DAYS.toMillis(365));
  }
}
