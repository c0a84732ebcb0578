package io.cooperage.server.job;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;

/**
 * How jobs are driven.
 *
 * @param taskTimeout how long a task may run before it counts as failed; default 15 min
 * @param attempts that may fail before a job fails; default 3
 * @param backoff before a second attempt, four times as long before each further one; default 2 s
 * @param handOuts of a task at most, whatever becomes of its workers; default 10
 * @param planAfter how long a job may wait for its plan before any server plans it; default 1.5 s
 * @param sweep how often servers look for what was left undone; default 500 ms
 * @param revokeGrace how long a node is left alone after a worker lost a task with its lease;
 *     default 2 s
 * @param longest that a job may take from its beginning, or since somebody resumed or retried it;
 *     default 1 day
 * @param longestPause after which a paused job is aborted; default 7 days
 * @param workerTimeout how long a task waits for a plugin that no worker of its datacenter has;
 *     default 30 min
 */
public record JobConfig(
    @DurationRange(
            min = 1,
            max = 86400,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 24h, such as 15m")
        Duration taskTimeout,
    @Min(value = 1, message = "must be at least 1") @Max(value = 20, message = "must be at most 20")
        Integer attempts,
    @DurationRange(
            min = 100,
            max = 600000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 10m, such as 2s")
        Duration backoff,
    @Min(value = 2, message = "must be at least 2")
        @Max(value = 1000, message = "must be at most 1000")
        Integer handOuts,
    @DurationRange(
            min = 100,
            max = 600000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 10m, such as 1500ms")
        Duration planAfter,
    @DurationRange(
            min = 100,
            max = 60000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 1m, such as 500ms")
        Duration sweep,
    @DurationRange(
            min = 0,
            max = 600,
            unit = TimeUnit.SECONDS,
            message = "must be at most 10m, such as 2s")
        Duration revokeGrace,
    @DurationRange(
            min = 1,
            max = 365 * 24 * 3600,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 365d, such as 1d")
        Duration longest,
    @DurationRange(
            min = 1,
            max = 365 * 24 * 3600,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 365d, such as 7d")
        Duration longestPause,
    @DurationRange(
            min = 1,
            max = 30 * 24 * 3600,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 30d, such as 30m")
        Duration workerTimeout) {
  public JobConfig {
    taskTimeout = taskTimeout == null ? Duration.minutes(15) : taskTimeout;
    attempts = attempts == null ? 3 : attempts;
    backoff = backoff == null ? Duration.seconds(2) : backoff;
    handOuts = handOuts == null ? 10 : handOuts;
    planAfter = planAfter == null ? Duration.milliseconds(1500) : planAfter;
    sweep = sweep == null ? Duration.milliseconds(500) : sweep;
    revokeGrace = revokeGrace == null ? Duration.seconds(2) : revokeGrace;
    longest = longest == null ? Duration.days(1) : longest;
    longestPause = longestPause == null ? Duration.days(7) : longestPause;
    workerTimeout = workerTimeout == null ? Duration.minutes(30) : workerTimeout;
  }

  public static JobConfig defaults() {
    return new JobConfig(null, null, null, null, null, null, null, null, null, null);
  }

  RetryPolicy retry() {
    return new RetryPolicy(attempts, backoff.toJavaDuration(), handOuts);
  }
}
