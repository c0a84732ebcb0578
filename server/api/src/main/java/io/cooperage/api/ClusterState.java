package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a cluster is in its life; {@code PENDING} while an operation runs on it. */
public enum ClusterState {
  PENDING,
  ACTIVE,
  INCOMPLETE,
  INCONSISTENT,
  TERMINATED;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static ClusterState parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
