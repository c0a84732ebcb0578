package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where the delivery of an event to a webhook is. */
public enum DeliveryState {
  /** The last attempt failed; there will be another. */
  RETRYING,
  /** The receiver has answered 2xx. */
  DELIVERED,
  /** It was given up. */
  DEAD,
  /** Somebody asked for it once more. */
  QUEUED;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static DeliveryState parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
