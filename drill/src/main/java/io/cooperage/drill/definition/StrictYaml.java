package io.cooperage.drill.definition;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads records from YAML in which nothing is unknown, doubled or missing. Everything that is wrong
 * is an {@link IllegalArgumentException} that names the place, the value and what is right.
 */
public final class StrictYaml {

  private static final JsonSetter.Value NOTHING = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Duration.class, new Time()))
          .withConfigOverride(List.class, list -> list.setSetterInfo(NOTHING))
          .withConfigOverride(Map.class, map -> map.setSetterInfo(NOTHING))
          .build();

  private StrictYaml() {}

  /** Reads a record. */
  public static <T> T read(String source, String text, Class<T> type) {
    return read(source, text, type, mapping -> mapping);
  }

  /**
   * Reads a record.
   *
   * @param source what the text is called in errors
   * @param change made to what was read before it is bound
   */
  static <T> T read(
      String source, String text, Class<T> type, Function<ObjectNode, JsonNode> change) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!(tree instanceof ObjectNode mapping)) {
        throw new IllegalArgumentException("it is no mapping of keys to values");
      }
      return YAML.treeToValue(change.apply(mapping), type);
    } catch (JsonProcessingException e) {
      throw refused(source, explain(e), e);
    } catch (IllegalArgumentException e) {
      throw refused(source, e.getMessage(), e);
    }
  }

  private static IllegalArgumentException refused(String source, String why, Exception cause) {
    String sentence = why.endsWith(".") ? why : why + ".";
    return new IllegalArgumentException(source + ": " + sentence, cause);
  }

  private static String explain(JsonProcessingException e) {
    String where = place(e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s is not known here; known are %s".formatted(where, unknown.getKnownPropertyIds());
    }
    if (e.getOriginalMessage().startsWith("Null value for creator property")) {
      return where + " is missing";
    }
    String why = e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : null;
    String what = why == null ? e.getOriginalMessage() : why;
    return where.isEmpty() ? what : where + ": " + what;
  }

  private static String place(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(StrictYaml::step)
            .collect(Collectors.joining())
            .replaceFirst("^\\.", "")
        : "line " + e.getLocation().getLineNr();
  }

  private static String step(JsonMappingException.Reference reference) {
    return reference.getFieldName() == null
        ? "[" + reference.getIndex() + "]"
        : "." + reference.getFieldName();
  }

  private static final class Time extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return Quantities.time(parser.getValueAsString(""));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
