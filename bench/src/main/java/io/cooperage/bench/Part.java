package io.cooperage.bench;

import java.time.Instant;
import java.util.Optional;

/**
 * A benchmark of a run.
 *
 * @param problem why it has no figures
 */
public record Part(Instant at, double seconds, Optional<String> problem) {}
