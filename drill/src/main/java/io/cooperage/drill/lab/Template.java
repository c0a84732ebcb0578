package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file with {@code {{names}}} to fill in; every name must be given, and used. */
final class Template {

  private static final Pattern NAME = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String name;
  private final String text;

  private Template(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Loads a template from beside this class. */
  static Template load(String name) {
    try (InputStream stream = Template.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("There is no template " + name);
      }
      return new Template(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with every name replaced by its value. */
  String fill(Map<String, String> values) {
    Set<String> used = new HashSet<>();
    String filled =
        NAME.matcher(text)
            .replaceAll(
                match -> {
                  String value = values.get(match.group(1));
                  if (value == null) {
                    throw new IllegalArgumentException(
                        "Template %s wants a value for %s".formatted(name, match.group(1)));
                  }
                  used.add(match.group(1));
                  return Matcher.quoteReplacement(value);
                });
    Set<String> unused = new TreeSet<>(values.keySet());
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("Template %s has no place for %s".formatted(name, unused));
    }
    return filled;
  }
}
