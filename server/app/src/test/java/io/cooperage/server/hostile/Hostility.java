package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values that no honest caller sends. A seed of the random source gives the same ones again. */
final class Hostility {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final List<String> STRINGS =
      List.of(
          "",
          " ",
          ".",
          "..",
          "*",
          "%",
          "-1",
          "0",
          "null",
          "\0",
          "a\0b",
          "\u0001\u001b[31m\u007f",
          "line\r\nX-Injected: yes",
          "\uD83D",
          "x\uDE00",
          "\uD83D\uDE00",
          "\uD835\uDCB3\uD835\uDCB4",
          "\u202Etxt.exe",
          "\u2028\uFEFF\uFFFF",
          "e\u0301\u0130\u00DF",
          "' OR '1'='1",
          "'; DROP TABLE cluster; -- ",
          "\"\\`$(id)",
          "../../../etc/passwd",
          "..\\..\\windows",
          "file:///etc/passwd",
          "http://[::1]:99999/",
          "${jndi:ldap://localhost/a}",
          "<script>alert(1)</script>",
          "%s%n%d%x",
          "%ip.self%",
          "%join(map(ip.service.store,'",
          "a/b/c",
          "a,b=c;d",
          "00000000",
          "00000001-001-001",
          "99999999999999999999",
          "2026-02-30T25:61:61Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-292275055-05-16T16:47:04Z",
          "1970-01-01T00:00:00+18:00",
          "9".repeat(19),
          "9".repeat(400),
          "x".repeat(129),
          "x".repeat(256),
          "x".repeat(1_025),
          "\uD83D\uDE00".repeat(255),
          "\u00e9".repeat(5_000),
          "y".repeat(70_000));

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "1",
          "-0",
          "1.0",
          "0.5",
          "-0.0",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "10000",
          "10001",
          "1000000",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e2",
          "1E400",
          "-1e400",
          "1e-400",
          "1e999999999",
          "3.0e0",
          "9".repeat(999),
          "9".repeat(2_000));

  /** Parts of a path as they are sent: some break the rules of URIs. */
  private static final List<String> SEGMENTS =
      List.of(
          "%00",
          "a%00b",
          "%2F",
          "a%2Fb",
          "%2e%2e%2f%2e%2e",
          "..",
          ".",
          "%",
          "%zz",
          "%c0%af",
          "%ff%fe",
          "%ED%A0%80",
          "%F0%9F%98%80",
          "%0d%0aX-Injected:%20yes",
          "%5c",
          "a;b=c",
          ";",
          "a%3Bb",
          "%20",
          "+",
          "{id}",
          "a|b",
          "[x]",
          "\u00e9",
          "");

  private static final List<String> HEADERS =
      List.of(
          "",
          " ",
          ",",
          ";",
          "\"",
          "\"\"",
          "*",
          "\"*\"",
          "W/\"1\"",
          "\"1\", \"2\"",
          "\"999999\"",
          "99999999999999999999",
          "-1",
          "0",
          "a b",
          "null",
          "\u00e9\uD83D\uDE00",
          "\u0001",
          "\t",
          "a=b; c",
          "q=2;;",
          "x".repeat(256),
          "x".repeat(4_000));

  private Hostility() {}

  static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static String string(Random random) {
    if (random.nextInt(4) > 0) {
      return one(random, STRINGS);
    }
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length >= 0; length--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }

  static String header(Random random) {
    return one(random, HEADERS);
  }

  /** As it is sent, encoded or not. */
  static String segment(Random random) {
    return random.nextInt(3) == 0 ? one(random, SEGMENTS) : encoded(shortString(random));
  }

  /** As it is sent, encoded or not. */
  static String queryValue(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> one(random, SEGMENTS).replace("|", "%7C");
      case 1 -> encoded(one(random, NUMBERS));
      default -> encoded(shortString(random));
    };
  }

  /** So that the request line is not refused for its length alone. */
  private static String shortString(Random random) {
    String text = string(random);
    return text.substring(0, Math.min(text.length(), 300));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A number, written as no library would write it. */
  static JsonNode number(Random random) {
    return JSON.rawValueNode(new RawValue(one(random, NUMBERS)));
  }

  static JsonNode leaf(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> JSON.textNode(string(random));
      case 3, 4 -> number(random);
      case 5 -> JSON.booleanNode(random.nextBoolean());
      case 6 -> random.nextBoolean() ? JSON.arrayNode() : JSON.objectNode();
      default -> JSON.nullNode();
    };
  }

  /** Anything at all, whose fields have some of {@code names}. */
  static JsonNode document(Random random, List<String> names, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf(random);
    }
    if (random.nextInt(3) == 0) {
      ArrayNode array = JSON.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        array.add(document(random, names, depth - 1));
      }
      return array;
    }
    ObjectNode object = JSON.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      boolean known = !names.isEmpty() && random.nextInt(4) > 0;
      object.set(known ? one(random, names) : string(random), document(random, names, depth - 1));
    }
    return object;
  }

  /** {@code depth} arrays or objects in each other. */
  static JsonNode deep(Random random, int depth) {
    boolean arrays = random.nextBoolean();
    JsonNode inner = JSON.textNode("deep");
    for (int i = 0; i < depth; i++) {
      inner = arrays ? JSON.arrayNode().add(inner) : JSON.objectNode().set("d", inner);
    }
    return inner;
  }
}
