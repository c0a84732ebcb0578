package io.cooperage.server.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Gives each request its id, the client's own if it sent a sound one, and says in each answer which
 * datacenter gave it. First of all filters. Thread-safe.
 */
@PreMatching
@Priority(100)
final class RequestIdFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private final String datacenter;

  RequestIdFilter(String datacenter) {
    this.datacenter = datacenter;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    RequestContext.requestId(
        request, RequestIds.soundOrNext(request.getHeaderString(Headers.REQUEST_ID)));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(Headers.REQUEST_ID, RequestContext.requestId(request));
    response.getHeaders().putSingle(Headers.DATACENTER, datacenter);
  }
}
