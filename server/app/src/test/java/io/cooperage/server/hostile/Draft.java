package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that is being made up. Not thread-safe. */
final class Draft {
  private final ApiCall call;
  private final Map<String, String> path = new LinkedHashMap<>();
  private final List<String> query = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<String> moreHeaders = new ArrayList<>();
  private String method;
  private String version = "HTTP/1.1";
  private String before = "";
  private String after = "";
  private Optional<JsonNode> document = Optional.empty();
  private byte[] body = new byte[0];
  private boolean cutOff;

  Draft(ApiCall call) {
    this.call = call;
    this.method = call.method();
  }

  ApiCall call() {
    return call;
  }

  /** As it is sent, by the name of the parameter. */
  Map<String, String> path() {
    return path;
  }

  List<String> query() {
    return query;
  }

  /** At most one of each name; see {@link #addHeader}. */
  Map<String, String> headers() {
    return headers;
  }

  /** A whole line, whether or not there is one of that name. */
  void addHeader(String line) {
    moreHeaders.add(line);
  }

  void method(String other) {
    method = other;
  }

  void version(String other) {
    version = other;
  }

  /** Puts text around the path. */
  void around(String prefix, String suffix) {
    before = prefix;
    after = suffix;
  }

  /** What the body said before anybody spoiled it, if it was JSON. */
  Optional<JsonNode> document() {
    return document;
  }

  void document(JsonNode right) {
    document = Optional.of(right);
    body = Json.write(right).getBytes(StandardCharsets.UTF_8);
  }

  byte[] body() {
    return body;
  }

  void body(byte[] other) {
    body = other;
  }

  void cutOff() {
    cutOff = true;
  }

  RawRequest request() {
    String target = before + filled(call.path()) + after;
    if (!query.isEmpty()) {
      target += "?" + String.join("&", query);
    }
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    lines.addAll(moreHeaders);
    return new RawRequest(method + " " + target + " " + version, lines, body, cutOff);
  }

  /** The path of another operation on the same things. */
  String filled(String template) {
    String target = template;
    for (Map.Entry<String, String> one : path.entrySet()) {
      target = target.replace("{" + one.getKey() + "}", one.getValue());
    }
    return target;
  }
}
