package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/** How many, both inclusive; absent = no bound. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Bounds(Optional<Integer> min, Optional<Integer> max) {
  public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

  public Bounds {
    min = Absent.optional(min);
    max = Absent.optional(max);
  }
}
