package io.cooperage.server.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Optional;

/**
 * Turns a request away before any work when the local node cannot serve it, so that a load balancer
 * can try another datacenter at once. Thread-safe.
 */
@PreMatching
@Priority(200)
final class ReadinessFilter implements ContainerRequestFilter {
  private final Readiness readiness;

  ReadinessFilter(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath().replaceFirst("^/", "");
    if (!path.startsWith("v3/") || path.equals("v3/openapi.json")) {
      return;
    }
    Optional<ProblemException> refusal = readiness.refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
