package io.cooperage.server.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.cooperage.api.ErrorCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in the caller's words what is wrong with a JSON document: path, value, what is allowed. */
public final class JsonErrors {
  private static final Pattern COERCION =
      Pattern.compile("^Cannot coerce \\w+ value \\((.{1,200})\\) to");

  /** What Jackson says of itself, which is none of the caller's business. */
  private static final Pattern INSIDE =
      Pattern.compile(
          ", from `[^`]*`|: enable `[^`]*` to allow| in VALUE_\\w+| \\([A-Za-z ]+ at \\[[^]]*]\\)");

  private JsonErrors() {}

  /** The refusal for a body that Jackson could not read. */
  public static ProblemException refusal(JsonProcessingException fault) {
    if (fault instanceof JsonParseException || fault instanceof JsonEOFException) {
      return new ProblemException(
          ErrorCode.MALFORMED_JSON,
          "The body is no JSON: %s (line %d, column %d). Correct it and send it again."
              .formatted(
                  words(fault),
                  fault.getLocation().getLineNr(),
                  fault.getLocation().getColumnNr()));
    }
    if (fault instanceof JsonMappingException mapping) {
      String line = line(mapping);
      return new ProblemException(
              ErrorCode.INVALID_REQUEST, "The body does not fit: " + line + ". Correct it.")
          .withErrors(List.of(line));
    }
    return new ProblemException(
        ErrorCode.MALFORMED_JSON,
        "The body is no JSON that is read here: "
            + words(fault)
            + ". Correct it and send it again.");
  }

  private static String words(JsonProcessingException fault) {
    return INSIDE.matcher(fault.getOriginalMessage()).replaceAll("");
  }

  private static String line(JsonMappingException fault) {
    String path = path(fault.getPath());
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return "%s is not known; known here: %s"
          .formatted(path, names(unknown.getKnownPropertyIds()));
    }
    if (fault instanceof InvalidFormatException wrong) {
      String quote = wrong.getTargetType() == String.class ? "" : "\"";
      return "%s is %s%s%s, not %s"
          .formatted(path, quote, wrong.getValue(), quote, expectation(wrong.getTargetType()));
    }
    if (fault instanceof ValueInstantiationException refused && refused.getCause() != null) {
      return refused.getCause() instanceof NullPointerException
          ? path + " has null where a value belongs"
          : path + ": " + refused.getCause().getMessage();
    }
    if (fault instanceof InvalidNullException) {
      return path + " has null where a value belongs";
    }
    if (fault instanceof MismatchedInputException mismatch) {
      return mismatch(path, mismatch);
    }
    return fault.getOriginalMessage().startsWith("No fallback setter")
        ? path + " is given twice"
        : path + ": " + words(fault);
  }

  private static String mismatch(String path, MismatchedInputException fault) {
    String message = fault.getOriginalMessage();
    if (message.startsWith("No content to map")) {
      return "the body is empty, where a JSON object belongs";
    }
    if (message.startsWith("Trailing token")) {
      return "there is something after the end of the JSON object";
    }
    if (message.startsWith("Cannot map `null` into type")) {
      return "%s is missing or null; it must be %s"
          .formatted(path, expectation(fault.getTargetType()));
    }
    Matcher coercion = COERCION.matcher(message);
    return coercion.find()
        ? "%s is %s, not %s".formatted(path, coercion.group(1), expectation(fault.getTargetType()))
        : "%s is not %s".formatted(path, expectation(fault.getTargetType()));
  }

  private static String expectation(Class<?> type) {
    if (type == null) {
      return "of the right kind";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> Json.tree(constant).asText())
              .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "an array";
    }
    return java.time.temporal.Temporal.class.isAssignableFrom(type)
        ? "a time such as 2026-01-31T12:00:00Z"
        : "an object";
  }

  private static String names(Collection<Object> known) {
    return known == null
        ? "nothing"
        : known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : references) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "the document" : path.toString();
  }
}
