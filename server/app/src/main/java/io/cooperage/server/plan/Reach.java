package io.cooperage.server.plan;

import java.util.Set;

/**
 * The services that an operation stops and those that it starts, with all that they bring along.
 */
public record Reach(Set<String> stopped, Set<String> started) {
  public Reach {
    stopped = Set.copyOf(stopped);
    started = Set.copyOf(started);
  }
}
