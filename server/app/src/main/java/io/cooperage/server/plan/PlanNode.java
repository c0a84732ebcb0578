package io.cooperage.server.plan;

import java.util.Set;

/**
 * A machine of the cluster and what it carries (or will carry, or carried until now).
 *
 * @param duty what a reconfiguration does with the machine as a whole
 * @param unfinished services that were not set up to their end; a reconfiguration begins them again
 * @param idle services that are set up and ought to run, but do not; a reconfiguration starts them
 */
public record PlanNode(
    int number, Set<String> services, Duty duty, Set<String> unfinished, Set<String> idle) {
  public PlanNode {
    services = Set.copyOf(services);
    unfinished = Set.copyOf(unfinished);
    idle = Set.copyOf(idle);
  }

  /** A machine with which everything is as it should be. */
  public PlanNode(int number, Set<String> services) {
    this(number, services, Duty.KEEP, Set.of(), Set.of());
  }

  /** What is left to be done with a machine. */
  public enum Duty {
    KEEP,
    MAKE,
    LEAVE
  }
}
