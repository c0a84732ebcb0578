package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a job does to its cluster. */
public enum ClusterOperation {
  CREATE,
  DELETE,
  RECONFIGURE,
  RECONFIGURE_WITH_RESTART,
  ADD_SERVICES,
  REMOVE_SERVICES,
  START_SERVICES,
  STOP_SERVICES,
  RESTART_SERVICES,
  SCALE_UP,
  SCALE_DOWN;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static ClusterOperation parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
