package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A job of a cluster: {@code 00000042-003}. */
public record JobId(ClusterId cluster, int number) {
  public JobId {
    if (number < 1) {
      throw new IllegalArgumentException("A job number is positive, not " + number);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} does not look like {@code 00000042-003}
   */
  @JsonCreator
  public static JobId parse(String text) {
    int dash = text.lastIndexOf('-');
    try {
      return new JobId(
          ClusterId.parse(text.substring(0, Math.max(dash, 0))),
          Integer.parseInt(text.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "A job id looks like 00000042-003, not \"" + text + "\"", e);
    }
  }

  public TaskId task(int number) {
    return new TaskId(this, number);
  }

  @Override
  @JsonValue
  public String toString() {
    return String.format("%s-%03d", cluster, number);
  }
}
