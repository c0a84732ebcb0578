package io.cooperage.server.event;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;

/**
 * How long events are kept, and for how many they are streamed.
 *
 * @param keep how long an event is kept at least; default 30 d
 * @param maxStreams how many streams a server feeds; default 2000
 */
public record EventConfig(
    @DurationRange(
            min = 1,
            max = 87600,
            unit = TimeUnit.HOURS,
            message = "must be 1h to 3650d, such as 30d")
        Duration keep,
    @Min(value = 1, message = "must be 1 to 20000")
        @Max(value = 20000, message = "must be 1 to 20000")
        Integer maxStreams) {
  public EventConfig {
    keep = keep == null ? Duration.days(30) : keep;
    maxStreams = maxStreams == null ? 2000 : maxStreams;
  }

  public static EventConfig defaults() {
    return new EventConfig(null, null);
  }
}
