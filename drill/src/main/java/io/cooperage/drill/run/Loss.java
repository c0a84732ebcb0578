package io.cooperage.drill.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cooperage.drill.definition.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fault that took datacenters from the others. Microseconds on the drill's clock.
 *
 * @param begun when it began
 * @param stood when it stood
 * @param healed when healing began; the end of the drill if it never did
 * @param over when all that it took was back, as far as it came back
 * @param datacenters those that it took
 * @param takeover what became of their jobs
 * @param returns how they came back, as far as they did
 * @param hits how often the fault hit something, if it counts that
 */
record Loss(
    Step step,
    long begun,
    long stood,
    long healed,
    long over,
    List<String> datacenters,
    Optional<Takeover> takeover,
    List<Return> returns,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong hits) {}
