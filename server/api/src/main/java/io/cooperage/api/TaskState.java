package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a task is; the last three are final. */
public enum TaskState {
  NOT_SUBMITTED,
  IN_PROGRESS,
  COMPLETE,
  FAILED,
  DROPPED;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static TaskState parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
