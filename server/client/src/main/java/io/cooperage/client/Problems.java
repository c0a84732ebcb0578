package io.cooperage.client;

import io.cooperage.api.Problem;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads refusals; what comes from a proxy in between becomes a problem too. */
final class Problems {
  private static final int EXCERPT = 200;

  private Problems() {}

  static Problem read(Call call, HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("application/problem+json")) {
      try {
        return complete(ClientJson.read(response.body(), ClientJson.type(Problem.class)), response);
      } catch (IOException e) {
        return foreign(call, response);
      }
    }
    return foreign(call, response);
  }

  static Duration retryAfter(HttpResponse<?> response) {
    return Duration.ofSeconds(seconds(response.headers()).orElse(0));
  }

  private static Optional<Integer> seconds(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(Integer::parseInt);
  }

  private static Problem complete(Problem read, HttpResponse<byte[]> response) {
    return new Problem(
        text(read.type(), "about:blank"),
        text(read.title(), "Refused"),
        response.statusCode(),
        text(read.detail(), ""),
        text(read.code(), "http_" + response.statusCode()),
        text(read.requestId(), ""),
        text(read.datacenter(), ""),
        read.retryAfter() == null ? seconds(response.headers()) : read.retryAfter(),
        read.errors() == null ? List.of() : read.errors());
  }

  private static Problem foreign(Call call, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8).strip();
    return new Problem(
        "about:blank",
        "Answer of a server in between",
        response.statusCode(),
        call
            + " was answered "
            + response.statusCode()
            + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(EXCERPT, body.length()))),
        "http_" + response.statusCode(),
        response.headers().firstValue("X-Request-Id").orElse(""),
        response.headers().firstValue("X-Datacenter").orElse(""),
        seconds(response.headers()),
        List.of());
  }

  private static String text(String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
