package io.cooperage.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One call of the API, however often it is attempted. A mutating call gets an {@code
 * Idempotency-Key}, the same in all attempts, and may therefore be repeated.
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<byte[]> body,
    boolean repeatable,
    Optional<Duration> attemptTimeout) {
  private static final String KEY = "Idempotency-Key";
  private static final String CONTENT_TYPE = "Content-Type";

  /** Each segment is percent-encoded: {@code get("clusters", id)} asks for /v3/clusters/{id}. */
  public static Call get(Object... segments) {
    return call("GET", segments);
  }

  public static Call post(Object... segments) {
    return mutating("POST", segments);
  }

  public static Call put(Object... segments) {
    return mutating("PUT", segments);
  }

  public static Call delete(Object... segments) {
    return mutating("DELETE", segments);
  }

  /** Asks a server about itself, at once: whether it answers is the answer. */
  static Call ofServer(String path) {
    return new Call("GET", path, Map.of(), Map.of(), Optional.empty(), false, Optional.empty());
  }

  /** A call of a worker: its tokens fence it, so it carries no key. */
  static Call fenced(String method, Object... segments) {
    return call(method, segments);
  }

  private static Call mutating(String method, Object... segments) {
    return call(method, segments).header(KEY, UUID.randomUUID().toString());
  }

  private static Call call(String method, Object... segments) {
    StringBuilder path = new StringBuilder("/v3");
    for (Object segment : segments) {
      path.append('/').append(encode(segment.toString()));
    }
    return new Call(
        method, path.toString(), Map.of(), Map.of(), Optional.empty(), true, Optional.empty());
  }

  public Call query(String name, Object value) {
    return new Call(
        method,
        path,
        with(query, name, value.toString()),
        headers,
        body,
        repeatable,
        attemptTimeout);
  }

  public Call query(String name, Optional<?> value) {
    return value.map(present -> query(name, (Object) present)).orElse(this);
  }

  public Call header(String name, String value) {
    return new Call(
        method, path, query, with(headers, name, value), body, repeatable, attemptTimeout);
  }

  /** Repeats an earlier call: the service gives the earlier answer. */
  public Call idempotencyKey(String key) {
    return header(KEY, key);
  }

  public Call ifMatch(long version) {
    return header("If-Match", "\"" + version + "\"");
  }

  /** Refused if there is one already. */
  public Call ifNoneMatch() {
    return header("If-None-Match", "*");
  }

  public Call json(Object value) {
    return bytes("application/json", ClientJson.write(value));
  }

  public Call bytes(String contentType, byte[] content) {
    return new Call(method, path, query, headers, Optional.of(content), repeatable, attemptTimeout)
        .header(CONTENT_TYPE, contentType);
  }

  /** Never repeated once it may have reached a server. */
  Call once() {
    return new Call(method, path, query, headers, body, false, attemptTimeout);
  }

  Call attemptTimeout(Duration timeout) {
    return new Call(method, path, query, headers, body, repeatable, Optional.of(timeout));
  }

  String target() {
    return query.isEmpty()
        ? path
        : path
            + query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without headers and body: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + target();
  }
}
