package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Builds problem documents; all refusals of this server look the same. Thread-safe. */
public final class Problems {
  public static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

  private final String datacenter;

  public Problems(String datacenter) {
    this.datacenter = datacenter;
  }

  public Problem document(ProblemException refusal, String requestId) {
    return document(
        refusal.code(),
        refusal.getMessage(),
        refusal.errors(),
        refusal.retryAfter(),
        requestId,
        refusal.code().status());
  }

  Response response(ProblemException refusal, String requestId) {
    return response(document(refusal, requestId));
  }

  static Response response(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(TYPE).entity(Json.write(problem));
    problem.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
    if (problem.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"cooperage\"");
    }
    return answer.build();
  }

  private Problem document(
      ErrorCode code,
      String detail,
      List<String> errors,
      Optional<Duration> retryAfter,
      String requestId,
      int status) {
    Optional<Integer> pause =
        retryAfter
            .or(() -> code.retryable() ? Optional.of(DEFAULT_RETRY) : Optional.empty())
            .map(Problems::wholeSeconds);
    return new Problem(
        code.anchor(),
        title(code),
        status,
        detail,
        code.wire(),
        requestId,
        datacenter,
        pause,
        errors);
  }

  private static int wholeSeconds(Duration pause) {
    return (int) Math.max(1, pause.plusMillis(999).toSeconds());
  }

  private static String title(ErrorCode code) {
    String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
