package io.cooperage.server.webhook;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;

/**
 * How webhooks are delivered.
 *
 * @param allowPrivate whether receivers may be in private networks or on this machine; default no
 * @param timeout of an attempt, from the name to the end of the answer; default 10 s
 * @param backoff the pause after a first failure, twice as long after each further one; default 5 s
 * @param longestPause default 1 h
 * @param retryFor how long an event is tried before it is given up; default 3 d
 * @param disableAfter how long nothing may get through before a webhook is disabled; default 5 d
 * @param keepLog how long deliveries stay in the log; default 30 d
 * @param maxConcurrent attempts at a time; default 64
 * @param maxPerTenant of these, for one tenant; default 16
 */
public record WebhookConfig(
    Boolean allowPrivate,
    @DurationRange(
            min = 100,
            max = 60000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 1m, such as 10s")
        Duration timeout,
    @DurationRange(
            min = 50,
            max = 600000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 50ms to 10m, such as 5s")
        Duration backoff,
    @DurationRange(
            min = 50,
            max = 86400000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 50ms to 24h, such as 1h")
        Duration longestPause,
    @DurationRange(
            min = 1,
            max = 2592000,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 30d, such as 3d")
        Duration retryFor,
    @DurationRange(
            min = 1,
            max = 2592000,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 30d, such as 5d")
        Duration disableAfter,
    @DurationRange(
            min = 1,
            max = 31536000,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 365d, such as 30d")
        Duration keepLog,
    @Min(value = 1, message = "must be 1 to 1000") @Max(value = 1000, message = "must be 1 to 1000")
        Integer maxConcurrent,
    @Min(value = 1, message = "must be 1 to 1000") @Max(value = 1000, message = "must be 1 to 1000")
        Integer maxPerTenant) {
  public WebhookConfig {
    allowPrivate = allowPrivate != null && allowPrivate;
    timeout = timeout == null ? Duration.seconds(10) : timeout;
    backoff = backoff == null ? Duration.seconds(5) : backoff;
    longestPause = longestPause == null ? Duration.hours(1) : longestPause;
    retryFor = retryFor == null ? Duration.days(3) : retryFor;
    disableAfter = disableAfter == null ? Duration.days(5) : disableAfter;
    keepLog = keepLog == null ? Duration.days(30) : keepLog;
    maxConcurrent = maxConcurrent == null ? 64 : maxConcurrent;
    maxPerTenant = maxPerTenant == null ? 16 : maxPerTenant;
  }

  public static WebhookConfig defaults() {
    return new WebhookConfig(false, null, null, null, null, null, null, null, null);
  }

  @AssertTrue(message = "longestPause must not be shorter than backoff: raise longestPause")
  public boolean isPauseGrowing() {
    return longestPause.toMilliseconds() >= backoff.toMilliseconds();
  }
}
