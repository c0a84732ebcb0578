package io.cooperage.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says which fields of our records are always there and which may be null. Refuses two records of
 * one name, of which the document would show only one.
 */
final class OpenApiRecords {
  private final Map<String, Class<?>> received = new HashMap<>();
  private final Map<String, Class<?>> sent = new HashMap<>();

  /** Notes what callers send, with all that it is made of. */
  void addSent(Type type) {
    add(type, sent);
  }

  /** Notes what callers receive, with all that it is made of. */
  void addReceived(Type type) {
    add(type, received);
  }

  /** Completes the schemas of what was added. */
  void complete(OpenAPI document) {
    Map<String, Class<?>> all = new HashMap<>(received);
    sent.forEach((name, type) -> put(all, name, type));
    document
        .getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (all.containsKey(name)) {
                complete(schema, all.get(name), sent.containsKey(name));
              }
            });
  }

  /** The record that the schema {@code name} is of. */
  Optional<Class<?>> find(String name) {
    return Optional.<Class<?>>ofNullable(received.get(name))
        .or(() -> Optional.ofNullable(sent.get(name)));
  }

  private static void add(Type type, Map<String, Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> add(part, records));
      add(generic.getRawType(), nameOf(generic), records);
    } else if (type instanceof Class<?> plain) {
      add(plain, nameOf(plain), records);
    }
  }

  private static void add(Type type, String name, Map<String, Class<?>> records) {
    if (type instanceof Class<?> found && found.isRecord() && put(records, name, found)) {
      Arrays.stream(found.getRecordComponents())
          .forEach(component -> add(component.getGenericType(), records));
    }
  }

  private static boolean put(Map<String, Class<?>> records, String name, Class<?> type) {
    Class<?> known = records.putIfAbsent(name, type);
    if (known != null && known != type) {
      throw new IllegalStateException(
          "%s and %s are both called %s; give one another name with @Schema(name)"
              .formatted(known, type, name));
    }
    return known == null;
  }

  private static String nameOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      return nameOf(generic.getRawType())
          + Arrays.stream(generic.getActualTypeArguments())
              .map(OpenApiRecords::nameOf)
              .collect(Collectors.joining());
    }
    if (!(type instanceof Class<?> plain)) {
      return type.getTypeName();
    }
    var own = plain.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    return own == null || own.name().isEmpty() ? plain.getSimpleName() : own.name();
  }

  /**
   * All fields of answers are there, those that are Optional as null if they are empty. Of requests
   * only numbers and truth values are refused by the JSON reader itself when they are missing.
   */
  private static void complete(Schema<?> schema, Class<?> type, boolean sent) {
    boolean writesNull = !type.isAnnotationPresent(JsonInclude.class);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (component.getType() != Optional.class) {
        if (!sent || component.getType().isPrimitive()) {
          schema.addRequiredItem(name);
        }
      } else if (writesNull) {
        schema.getProperties().computeIfPresent(name, (key, field) -> orNull(field));
      }
    }
  }

  private static Schema<?> orNull(Schema<?> field) {
    return field.get$ref() == null
        ? field.nullable(true)
        : new Schema<>().addAllOfItem(field).nullable(true);
  }
}
