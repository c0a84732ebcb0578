package io.cooperage.drill.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A fault on the timeline.
 *
 * @param at when it comes, from the end of the lead-in
 * @param lasting how long it stands before it is healed
 */
public record Step(Duration at, FaultSpec fault, Duration lasting) {

  public Step {
    if (lasting.isZero()) {
      throw new IllegalArgumentException("the fault lasts 0s; let it stand for at least 1ms");
    }
  }

  /**
   * As a definition writes it.
   *
   * @param fault the kind's name
   * @param with its parameters
   */
  @JsonCreator
  static Step of(
      @JsonProperty("at") Duration at,
      @JsonProperty("fault") String fault,
      @JsonProperty("targets") List<String> targets,
      @JsonProperty("with") Map<String, String> with,
      @JsonProperty("lasting") Duration lasting) {
    return new Step(at, new FaultSpec(FaultKind.named(fault), targets, with), lasting);
  }

  /** When it is healed, from the end of the lead-in. */
  public Duration until() {
    return at.plus(lasting);
  }
}
