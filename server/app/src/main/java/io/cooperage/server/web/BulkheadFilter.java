package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Lets only so many requests in at a time, so that a burst is refused at once instead of waiting
 * for connections until all time out. Polls of workers wait on purpose and do not count.
 * Thread-safe.
 */
@PreMatching
@Priority(250)
final class BulkheadFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String PERMIT = "cooperage.permit";
  private static final Pattern POLL = Pattern.compile("/?v3/workers/[^/]+/take");

  private final Bulkhead bulkhead;

  BulkheadFilter(int maxConcurrent) {
    this.bulkhead =
        Bulkhead.of(
            "requests",
            BulkheadConfig.custom()
                .maxConcurrentCalls(maxConcurrent)
                .maxWaitDuration(Duration.ZERO)
                .build());
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!path.replaceFirst("^/", "").startsWith("v3/") || POLL.matcher(path).matches()) {
      return;
    }
    if (!bulkhead.tryAcquirePermission()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "This server works on %d requests, as many as it takes (web.maxConcurrent). Send it again."
              .formatted(bulkhead.getBulkheadConfig().getMaxConcurrentCalls()));
    }
    request.setProperty(PERMIT, PERMIT);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(PERMIT) != null) {
      request.removeProperty(PERMIT);
      bulkhead.onComplete();
    }
  }
}
