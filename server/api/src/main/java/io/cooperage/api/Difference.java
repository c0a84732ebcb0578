package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A place in which two documents differ. {@code path} is a JSON pointer. Without {@code before} the
 * value is new, without {@code after} it is gone. A list is one value.
 */
public record Difference(String path, Optional<JsonNode> before, Optional<JsonNode> after) {
  public Difference {
    before = before.filter(value -> !value.isNull());
    after = after.filter(value -> !value.isNull());
  }
}
