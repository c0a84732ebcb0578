package io.cooperage.server.parameter;

import io.cooperage.api.catalog.FieldSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What values each type of field takes. A type that is not known here takes any. */
final class FieldRules {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,3})?");
  private static final int EXCERPT = 60;

  private FieldRules() {}

  static boolean isSensitive(FieldSchema schema) {
    return schema.sensitive() || type(schema).equals("password");
  }

  /** Why {@code value} is none of the field's. */
  static Optional<String> refusal(FieldSchema schema, String value, boolean sensitive) {
    String wanted =
        switch (type(schema)) {
          case "integer", "int" -> INTEGER.matcher(value).matches() ? "" : "a whole number";
          case "number", "float", "double" -> NUMBER.matcher(value).matches() ? "" : "a number";
          case "checkbox", "boolean" ->
              value.equals("true") || value.equals("false") ? "" : "true or false";
          case "multiselect" ->
              schema.options().containsAll(Arrays.asList(value.split("\\s*,\\s*")))
                  ? ""
                  : "some of " + options(schema) + ", separated by commas";
          default -> isOption(schema.options(), value) ? "" : "one of " + options(schema);
        };
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("must be " + wanted + (sensitive ? "" : ", not \"" + cut(value) + "\""));
  }

  private static boolean isOption(List<String> options, String value) {
    return options.isEmpty() || options.contains(value);
  }

  private static String type(FieldSchema schema) {
    return schema.type().toLowerCase(Locale.ROOT);
  }

  private static String options(FieldSchema schema) {
    return String.join(", ", schema.options());
  }

  private static String cut(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
