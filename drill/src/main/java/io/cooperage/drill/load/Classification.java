package io.cooperage.drill.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.Verdict;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** What an answer, or the lack of one, tells a careful client. */
final class Classification {

  private Classification() {}

  static Reply answer(int status, HttpHeaders headers, String text) {
    JsonNode body = parse(text);
    Optional<ErrorCode> problem = status < 400 ? Optional.empty() : problem(body);
    Verdict verdict = problem.map(Classification::verdict).orElseGet(() -> verdict(status));
    boolean retry = problem.map(ErrorCode::retryable).orElse(status == 502 || status >= 503);
    return new Reply(
        verdict,
        status,
        body.path("code").asText(Integer.toString(status)),
        retry,
        retryAfter(headers),
        headers.firstValue("Idempotency-Replayed").isPresent(),
        headers.firstValue("X-Datacenter"),
        headers.firstValue("X-Request-Id"),
        body,
        verdict == Verdict.OK ? Optional.empty() : Optional.of(detail(body, text)));
  }

  static Reply failure(Throwable failure) {
    String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (failure instanceof HttpConnectTimeoutException) {
      return Reply.broken(Verdict.DROPPED, "connect_timeout", detail);
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return Reply.broken(Verdict.DROPPED, "connect_refused", detail);
    }
    if (failure instanceof HttpTimeoutException
        || failure instanceof java.util.concurrent.TimeoutException) {
      return Reply.broken(Verdict.UNKNOWN, "timeout", detail);
    }
    if (failure instanceof IOException) {
      return Reply.broken(Verdict.UNKNOWN, "connection_lost", detail);
    }
    return Reply.broken(Verdict.UNKNOWN, "client_error", detail);
  }

  private static Verdict verdict(ErrorCode code) {
    return switch (code) {
      case OUTCOME_UNKNOWN, INTERNAL -> Verdict.UNKNOWN;
      default -> code.retryable() ? Verdict.DROPPED : Verdict.REFUSED;
    };
  }

  /** Without a problem document it comes from a load balancer, which may have sent it on before. */
  private static Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Verdict.OK;
    }
    return status >= 400 && status < 500 ? Verdict.REFUSED : Verdict.UNKNOWN;
  }

  private static Optional<ErrorCode> problem(JsonNode body) {
    String code = body.path("code").asText();
    return Arrays.stream(ErrorCode.values()).filter(e -> e.wire().equals(code)).findFirst();
  }

  private static OptionalInt retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> OptionalInt.of(Integer.parseInt(value)))
        .orElse(OptionalInt.empty());
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode node = DrillJson.MAPPER.readTree(text);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String detail(JsonNode body, String text) {
    String detail = body.path("detail").asText(text);
    return detail.length() > 300 ? detail.substring(0, 300) : detail;
  }
}
