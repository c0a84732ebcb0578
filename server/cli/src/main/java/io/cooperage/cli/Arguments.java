package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.catalog.LeaseTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values of options as the API wants them. */
final class Arguments {
  private Arguments() {}

  /** JSON, or {@code @FILE} that holds it. */
  static JsonNode json(ApiCommand command, String option, String text) {
    try {
      return Terminal.JSON.readTree(text(command, option, text));
    } catch (JsonProcessingException e) {
      throw command.usage(option + " is no JSON: " + e.getOriginalMessage());
    }
  }

  /** The text, or what is in {@code @FILE}. */
  static String text(ApiCommand command, String option, String text) {
    try {
      return text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text;
    } catch (IOException e) {
      throw command.usage(option + " cannot be read: " + e.getMessage());
    }
  }

  /** A time such as {@code 2d} in milliseconds. */
  static Long millis(ApiCommand command, String option, String text) {
    try {
      return LeaseTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw command.usage(option + ": " + e.getMessage());
    }
  }
}
