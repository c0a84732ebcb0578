package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Problem documents for what the container refuses before a filter sees it: paths and headers that
 * break the rules of HTTP. Thread-safe.
 */
final class ContainerErrors extends ErrorHandler {
  private final Problems problems;
  private final String datacenter;

  ContainerErrors(String datacenter) {
    this.problems = new Problems(datacenter);
    this.datacenter = datacenter;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    String requestId = RequestIds.soundOrNext(request.getHeaders().get(Headers.REQUEST_ID));
    Problem problem = problems.document(refusal(code, message), requestId);
    response.setStatus(problem.status());
    response.getHeaders().put(Headers.REQUEST_ID, requestId);
    response.getHeaders().put(Headers.DATACENTER, datacenter);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.TYPE.toString());
    response.write(
        true, ByteBuffer.wrap(Json.write(problem).getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static ProblemException refusal(int code, String message) {
    return switch (code) {
      case 404 ->
          new ProblemException(
              ErrorCode.NOT_FOUND,
              "There is nothing at this path. All paths are in /v3/openapi.json.");
      case 413 -> new ProblemException(ErrorCode.TOO_LARGE, "The request is too large.");
      case 503 ->
          new ProblemException(
              ErrorCode.NOT_READY, "This server starts or stops. Repeat the request.");
      default ->
          code < 500 || code == 501 || code == 505
              ? new ProblemException(
                  ErrorCode.INVALID_REQUEST,
                  "The request breaks the rules of HTTP: %s. Mend its path and headers."
                      .formatted(message))
              : new ProblemException(
                  ErrorCode.INTERNAL,
                  "Something went wrong on this server. Tell its operator the request id.");
    };
  }
}
