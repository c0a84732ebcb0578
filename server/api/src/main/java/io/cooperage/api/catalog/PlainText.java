package io.cooperage.api.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Reads any value as the text that a plugin gets: a string as it is, a number or boolean as
 * written, a list or object as JSON.
 */
final class PlainText extends StdDeserializer<String> {
  private static final long serialVersionUID = 1L;

  PlainText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode value = context.readTree(parser);
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
