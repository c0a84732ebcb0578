package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a job or task can wait for. */
public enum WaitKind {
  /** A server of its datacenter, to plan it. */
  PLAN,
  /** The worker that has it, to end it. */
  RESULT,
  /** A worker, all of which are busy, or one that comes back. */
  WORKER,
  /** Other tasks of its tenant to end, whose quota of workers is used up. */
  QUOTA,
  /** A worker with a plugin, or labels, that none has. */
  PLUGIN,
  /** The end of the pause before it is tried again. */
  PAUSE,
  /** Tasks that come before it. */
  TASKS,
  /** Its node, where another task is next or under way. */
  NODE,
  /** Somebody to resume the job. */
  RESUME,
  /** Somebody to retry or skip the task. */
  DECISION;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static WaitKind parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
