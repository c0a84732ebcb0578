package io.cooperage.server.worker;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.AssertTrue;
import java.util.concurrent.TimeUnit;

/**
 * How workers are watched.
 *
 * @param heartbeat how often a worker beats; default 1 s
 * @param lease how long its beat may stand still before its tasks go to others; default 5 s
 * @param longestPoll how long a poll for tasks waits at most; default 30 s
 */
public record WorkerConfig(
    @DurationRange(
            min = 100,
            max = 60000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 1m, such as 1s")
        Duration heartbeat,
    @DurationRange(
            min = 1,
            max = 300,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 5m, such as 5s")
        Duration lease,
    @DurationRange(
            min = 1,
            max = 60,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 1m, such as 30s")
        Duration longestPoll) {
  public WorkerConfig {
    heartbeat = heartbeat == null ? Duration.seconds(1) : heartbeat;
    lease = lease == null ? Duration.seconds(5) : lease;
    longestPoll = longestPoll == null ? Duration.seconds(30) : longestPoll;
  }

  public static WorkerConfig defaults() {
    return new WorkerConfig(null, null, null);
  }

  @AssertTrue(message = "lease must be at least three heartbeats: raise workers.lease")
  public boolean isLeaseLongEnough() {
    return lease.toMilliseconds() >= 3 * heartbeat.toMilliseconds();
  }
}
