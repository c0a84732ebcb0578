package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A task of a job: {@code 00000042-003-017}. */
public record TaskId(JobId job, int number) {
  public TaskId {
    if (number < 1) {
      throw new IllegalArgumentException("A task number is positive, not " + number);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} does not look like {@code 00000042-003-017}
   */
  @JsonCreator
  public static TaskId parse(String text) {
    int dash = text.lastIndexOf('-');
    try {
      return new TaskId(
          JobId.parse(text.substring(0, Math.max(dash, 0))),
          Integer.parseInt(text.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "A task id looks like 00000042-003-017, not \"" + text + "\"", e);
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return String.format("%s-%03d", job, number);
  }
}
