package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A cluster's number. Printed with at least eight digits: {@code 00000042}. Never reused. */
public record ClusterId(long value) {
  public ClusterId {
    if (value < 1) {
      throw new IllegalArgumentException("A cluster id is a positive number, not " + value);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not a decimal number
   */
  @JsonCreator
  public static ClusterId parse(String text) {
    try {
      return new ClusterId(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A cluster id looks like 00000042, not \"" + text + "\"", e);
    }
  }

  public JobId job(int number) {
    return new JobId(this, number);
  }

  @Override
  @JsonValue
  public String toString() {
    return String.format("%08d", value);
  }
}
