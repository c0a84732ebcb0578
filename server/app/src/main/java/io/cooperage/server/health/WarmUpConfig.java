package io.cooperage.server.health;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;

/**
 * What a server does before it says that it is ready.
 *
 * @param rounds how many creations it rehearses; default 30, 0 for none
 * @param atMost how long that may take; default 8 s
 */
public record WarmUpConfig(
    @Min(value = 0, message = "must be 0 to 10000")
        @Max(value = 10_000, message = "must be 0 to 10000")
        Integer rounds,
    @DurationRange(
            min = 0,
            max = 300,
            unit = TimeUnit.SECONDS,
            message = "must be at most 5m, such as 8s")
        Duration atMost) {
  public WarmUpConfig {
    rounds = rounds == null ? 30 : rounds;
    atMost = atMost == null ? Duration.seconds(8) : atMost;
  }

  public static WarmUpConfig defaults() {
    return new WarmUpConfig(null, null);
  }
}
