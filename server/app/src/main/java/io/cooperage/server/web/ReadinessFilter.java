package io.cooperage.server.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Turns a request away before any work when the local node cannot serve it, so that a load balancer
 * can try another datacenter at once. Thread-safe.
 */
@PreMatching
@Priority(200)
final class ReadinessFilter implements ContainerRequestFilter {
  private static final long NEVER = 0;
  private static final long MOMENT_NANOS = 500_000_000;
  private static final long LOOK_NANOS = 10_000_000;

  private final Readiness readiness;
  private final AtomicLong refusedSince = new AtomicLong(NEVER);

  ReadinessFilter(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath().replaceFirst("^/", "");
    if (!path.startsWith("v3/") || path.equals("v3/openapi.json")) {
      return;
    }
    Optional<ProblemException> refusal = lastingRefusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** While its group changes its view, a node may not serve for a moment: that is waited for. */
  private Optional<ProblemException> lastingRefusal() {
    Optional<ProblemException> refusal = readiness.refusal();
    if (refusal.isEmpty()) {
      refusedSince.set(NEVER);
      return refusal;
    }
    long now = System.nanoTime();
    long since = refusedSince.updateAndGet(before -> before == NEVER ? now : before);
    while (refusal.isPresent() && System.nanoTime() - since < MOMENT_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        return refusal;
      }
      refusal = readiness.refusal();
    }
    if (refusal.isEmpty()) {
      refusedSince.set(NEVER);
    }
    return refusal;
  }
}
