package io.cooperage.server.web;

import io.cooperage.api.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes problem documents where Jersey is not: servlet filters and the container. Thread-safe. */
public final class ProblemWriter {
  private final Problems problems;
  private final String datacenter;

  public ProblemWriter(String datacenter) {
    this.problems = new Problems(datacenter);
    this.datacenter = datacenter;
  }

  /** Sets the headers that every answer has. */
  public void begin(HttpServletResponse response, String requestId) {
    response.setHeader(Headers.REQUEST_ID, requestId);
    response.setHeader(Headers.DATACENTER, datacenter);
  }

  public void write(HttpServletResponse response, ProblemException refusal, String requestId)
      throws IOException {
    Problem problem = problems.document(refusal, requestId);
    begin(response, requestId);
    response.setStatus(problem.status());
    response.setContentType(Problems.TYPE.toString());
    problem
        .retryAfter()
        .ifPresent(seconds -> response.setHeader("Retry-After", seconds.toString()));
    if (problem.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"cooperage\"");
    }
    response.getOutputStream().write(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }
}
