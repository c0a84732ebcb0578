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
 * for connections until all time out. Heartbeats and results of workers have as many places of
 * their own, for a worker that is not heard loses its tasks; polls wait on purpose and do not
 * count. Thread-safe.
 */
@PreMatching
@Priority(250)
final class BulkheadFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String PERMIT = "cooperage.permit";
  private static final Pattern POLL = Pattern.compile("/?v3/workers/[^/]+/take");
  private static final Pattern FROM_WORKER =
      Pattern.compile("/?v3/(workers/[^/]+/heartbeat|tasks/[^/]+/finish)");

  private final Bulkhead requests;
  private final Bulkhead workers;

  BulkheadFilter(int maxConcurrent) {
    BulkheadConfig config =
        BulkheadConfig.custom()
            .maxConcurrentCalls(maxConcurrent)
            .maxWaitDuration(Duration.ZERO)
            .build();
    this.requests = Bulkhead.of("requests", config);
    this.workers = Bulkhead.of("workers", config);
  }

  /** How many requests of users are being worked on. */
  int requestsInFlight() {
    return requests.getBulkheadConfig().getMaxConcurrentCalls()
        - requests.getMetrics().getAvailableConcurrentCalls();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!path.replaceFirst("^/", "").startsWith("v3/") || POLL.matcher(path).matches()) {
      return;
    }
    Bulkhead bulkhead = FROM_WORKER.matcher(path).matches() ? workers : requests;
    if (!bulkhead.tryAcquirePermission()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "This server works on %d requests, as many as it takes (web.maxConcurrent). Send it again."
              .formatted(bulkhead.getBulkheadConfig().getMaxConcurrentCalls()));
    }
    request.setProperty(PERMIT, bulkhead);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(PERMIT) instanceof Bulkhead bulkhead) {
      request.removeProperty(PERMIT);
      bulkhead.onComplete();
    }
  }
}
