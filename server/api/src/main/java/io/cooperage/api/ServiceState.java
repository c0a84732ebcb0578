package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far a service is on a machine, as its last action that ended well tells. */
public enum ServiceState {
  INSTALLED,
  CONFIGURED,
  INITIALIZED,
  RUNNING,
  STOPPED;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static ServiceState parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
