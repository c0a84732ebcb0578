package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes requests hostile in one place, seldom in two. */
final class Attacks {
  private static final int LONGEST_WAIT = 200;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get");

  private static final List<String> CONTENT_TYPES =
      List.of(
          "",
          ";",
          "*/*",
          "json",
          "text/plain",
          "text/html; charset=utf-7",
          "application/xml",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/json; charset=\"",
          "application/json, text/plain",
          "application/*",
          "APPLICATION/JSON",
          "application/octet-stream",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/merge-patch+json",
          "application/problem+json");

  private static final List<String> AUTHORIZATIONS =
      List.of(
          "",
          "Bearer",
          "Bearer ",
          "Bearer nobody",
          "Bearer a b c",
          "bearer \u00e9\uD83D\uDE00",
          "Bearer \u0001",
          "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
          "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
          "Bearer ...",
          "Bearer " + "x".repeat(6_000),
          "Basic YWRtaW46YWRtaW4=",
          "Digest username=\"admin\"",
          "' OR '1'='1");

  private static final List<String> LINES =
      List.of(
          "Accept: image/png",
          "Accept: nonsense",
          "Accept: application/json;q=nonsense",
          "Accept: text/event-stream",
          "Accept: application/json, text/event-stream",
          "Accept-Charset: utf-7",
          "Accept-Encoding: identity;q=0, *;q=0",
          "Accept-Language: ,;q=",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "Content-Encoding: gzip",
          "Content-Encoding: nonsense",
          "Content-Length: -1",
          "Content-Length: 1",
          "Content-Length: nonsense",
          "Content-Length: 99999999999999999999",
          "Transfer-Encoding: nonsense",
          "Cookie: a=\"; b; $Version=1",
          "Expect: 100-continue",
          "Expect: nonsense",
          "Forwarded: for=\"[\"",
          "X-Forwarded-Host: a b:c",
          "X-Forwarded-Proto: gopher",
          "X-HTTP-Method-Override: DELETE",
          "X-Request-Id: not sound",
          "X-Request-Id: \u00e9",
          "Host: other.example:99999",
          "Host: a b",
          "Range: bytes=5-1",
          "If-Modified-Since: yesterday",
          "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
          "If-None-Match: \"",
          "If-None-Match: *",
          "If-Range: \"1\"",
          "Last-Event-ID: -1",
          "Last-Event-ID: 999999999999999999",
          "Last-Event-ID: nonsense",
          "no colon in this line",
          " folded: line",
          "Spaced Name: x",
          "Long: " + "x".repeat(9_000));

  private static final List<String> POSITIONS =
      List.of("", "0", "0-0-0", "0-1-99999999999", "1-2-3-4", "nonsense", "-1--1--1", "\u00e9");

  private final Things things;
  private final Random random;

  Attacks(Things things, Random random) {
    this.things = things;
    this.random = random;
  }

  /** Makes of a right request a hostile one. */
  void spoil(Draft draft) {
    for (int twists = random.nextInt(6) == 0 ? 2 : 1; twists > 0; twists--) {
      twist(draft);
    }
  }

  private void twist(Draft draft) {
    boolean hasBody = draft.body().length > 0;
    int choice = hasBody && random.nextBoolean() ? 0 : 1 + random.nextInt(12);
    switch (choice) {
      case 0 -> twistBody(draft);
      case 1, 2, 3 -> twistPath(draft);
      case 4, 5, 6 -> twistQuery(draft);
      case 7, 8 -> twistCaller(draft);
      case 9 -> twistLine(draft);
      default -> twistHeader(draft);
    }
  }

  private void twistPath(Draft draft) {
    if (draft.path().isEmpty()) {
      twistQuery(draft);
    } else {
      draft.path().put(Hostility.one(random, List.copyOf(draft.path().keySet())), segment());
    }
  }

  private String segment() {
    return Hostility.segment(random);
  }

  private void twistBody(Draft draft) {
    switch (random.nextInt(10)) {
      case 0 -> draft.headers().put("Content-Type", Hostility.one(random, CONTENT_TYPES));
      case 1 -> draft.cutOff();
      default ->
          draft.body(
              draft
                  .document()
                  .map(right -> patient(new JsonTwists(random).twisted(right)))
                  .orElseGet(() -> Hostility.string(random).getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Who asks to wait may have to: nobody shall here. */
  private static byte[] patient(byte[] body) {
    try {
      JsonNode document = Json.MAPPER.readTree(body);
      if (document instanceof ObjectNode object
          && object.path("waitMillis").canConvertToLong()
          && object.get("waitMillis").asLong() > LONGEST_WAIT) {
        return Json.write(object.put("waitMillis", LONGEST_WAIT)).getBytes(StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      // No JSON asks to wait.
    }
    return body;
  }

  private void twistQuery(Draft draft) {
    List<ApiCall.Parameter> known = draft.call().parametersIn("query");
    String name =
        known.isEmpty() || random.nextInt(6) == 0
            ? Hostility.encoded("x" + random.nextInt(3))
            : Hostility.one(random, known).name();
    draft.query().removeIf(part -> part.startsWith(name + "="));
    switch (random.nextInt(8)) {
      case 0 -> draft.query().add(name);
      case 1 -> draft.query().addAll(List.of(name + "=1", name + "=2"));
      case 2 -> draft.query().addAll(List.of("", "=", "%00=%00", name + "="));
      default -> draft.query().add(name + "=" + Hostility.queryValue(random));
    }
  }

  private void twistCaller(Draft draft) {
    switch (random.nextInt(5)) {
      case 0 -> draft.headers().remove("Authorization");
      case 1, 2 -> draft.headers().put("Authorization", "Bearer " + things.foreignToken());
      case 3 -> draft.headers().put("Authorization", Hostility.one(random, AUTHORIZATIONS));
      default -> draft.addHeader("Authorization: Bearer " + things.foreignToken());
    }
  }

  private void twistLine(Draft draft) {
    switch (random.nextInt(8)) {
      case 0 -> draft.version(Hostility.one(random, List.of("HTTP/3.0", "HTTP/1.0", "FTP/1", "")));
      case 1 -> draft.around("/", "");
      case 2 -> draft.around("", "/");
      case 3 -> draft.around("", ";jsessionid=x");
      case 4 -> draft.around("http://other.example", "");
      case 5 -> draft.around("", "/" + segment());
      default -> draft.method(Hostility.one(random, METHODS));
    }
  }

  private void twistHeader(Draft draft) {
    switch (random.nextInt(6)) {
      case 0 ->
          draft
              .headers()
              .put(
                  "Idempotency-Key",
                  random.nextBoolean() ? "used-before" : Hostility.header(random));
      case 1 -> draft.headers().put("If-Match", Hostility.header(random));
      case 2 -> draft.headers().put("If-None-Match", Hostility.header(random));
      case 3 -> {
        draft.headers().put("Consistency", random.nextBoolean() ? "session" : "eventual");
        draft.headers().put("Commit-Position", Hostility.one(random, POSITIONS));
      }
      default -> addLine(draft);
    }
  }

  private void addLine(Draft draft) {
    String line = Hostility.one(random, LINES);
    if (line.startsWith("Host:")) {
      draft.headers().remove("Host");
    }
    if (line.equals("Content-Length: 1") && draft.body().length == 0) {
      draft.cutOff();
    }
    draft.addHeader(line);
  }
}
