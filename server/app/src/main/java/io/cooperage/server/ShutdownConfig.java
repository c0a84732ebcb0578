package io.cooperage.server;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import java.util.concurrent.TimeUnit;

/**
 * How a server stops.
 *
 * @param notice how long it says that it is not ready, but still serves, so that load balancers
 *     leave it first; default 1500 ms
 * @param drain how long work in progress may take to end; default 10 s
 */
public record ShutdownConfig(
    @DurationRange(
            min = 0,
            max = 60,
            unit = TimeUnit.SECONDS,
            message = "must be at most 1m, such as 1500ms")
        Duration notice,
    @DurationRange(
            min = 0,
            max = 600,
            unit = TimeUnit.SECONDS,
            message = "must be at most 10m, such as 10s")
        Duration drain) {
  public ShutdownConfig {
    notice = notice == null ? Duration.milliseconds(1500) : notice;
    drain = drain == null ? Duration.seconds(10) : drain;
  }

  static ShutdownConfig defaults() {
    return new ShutdownConfig(null, null);
  }
}
