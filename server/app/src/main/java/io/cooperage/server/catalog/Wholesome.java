package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What any value must be so that it comes back from the database as it was written: not too deep,
 * valid Unicode, finite numbers.
 */
final class Wholesome {
  private static final int DEEPEST = 64;

  private Wholesome() {}

  static void check(JsonNode document, Findings findings) {
    check("", document, 1, findings);
  }

  private static void check(String path, JsonNode value, int depth, Findings findings) {
    if (depth > DEEPEST) {
      findings.add("", "A document may be nested " + DEEPEST + " levels deep, not deeper");
      return;
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> {
                String inside = (path.isEmpty() ? "" : path + ".") + Findings.cut(entry.getKey());
                checkText(inside, entry.getKey(), findings);
                check(inside, entry.getValue(), depth + 1, findings);
              });
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(path + "[" + i + "]", value.get(i), depth + 1, findings);
      }
    } else if (value.isTextual()) {
      checkText(path, value.textValue(), findings);
    } else if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      findings.add(path, "is a number too large to be kept; write it as text");
    }
  }

  private static void checkText(String path, String text, Findings findings) {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    if (!encoder.canEncode(text)) {
      findings.add(path, "holds half a character (an unpaired surrogate)");
    }
  }
}
