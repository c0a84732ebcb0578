package io.cooperage.drill.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A worker ran a task under a token, from its own journal. {@code machine}: what it worked on
 * (cluster, node and generation). {@code ended}: when its plugin was no longer running, empty if
 * the journal stops before. {@code settled} and {@code accepted}: when the worker heard what became
 * of its result, and whether it was taken.
 */
public record Execution(
    String task,
    String token,
    String machine,
    String worker,
    String datacenter,
    Instant started,
    Optional<Instant> ended,
    Optional<Instant> settled,
    boolean accepted) {

  /** As it is if its process was killed at {@code death} at the latest. */
  Execution endedBy(Instant death) {
    return ended.isPresent() || death.isBefore(started)
        ? this
        : new Execution(
            task,
            token,
            machine,
            worker,
            datacenter,
            started,
            Optional.of(death),
            settled,
            accepted);
  }

  boolean overlaps(Execution other) {
    return started.isBefore(other.end()) && other.started.isBefore(end());
  }

  private Instant end() {
    return ended.orElse(Instant.MAX);
  }
}
