package io.cooperage.server.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses bodies that are too large, whether or not they announce their length, and closes the
 * connections of those that were not read. Thread-safe.
 */
@PreMatching
@Priority(300)
final class BodyLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Logger LOG = LoggerFactory.getLogger(BodyLimitFilter.class);
  private static final String RESOURCES = "v3/resources/";

  private final long maxBody;
  private final long maxResource;

  BodyLimitFilter(long maxBody, long maxResource) {
    this.maxBody = maxBody;
    this.maxResource = maxResource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean upload =
        request.getMethod().equals("PUT")
            && request.getUriInfo().getPath().replaceFirst("^/", "").startsWith(RESOURCES);
    long limit = upload ? maxResource : maxBody;
    if (request.getLength() > limit) {
      hearOut(request, limit);
      throw LimitedBody.tooLarge(limit);
    }
    request.setEntityStream(LimitedBody.of(request, limit));
  }

  /** Who answers before the body came cannot tell the next request from it. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!LimitedBody.wasRead(request)) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  private static void hearOut(ContainerRequestContext request, long limit) {
    if (request.getLength() > LimitedBody.heardOut(limit)) {
      return;
    }
    try {
      request.getEntityStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("a body that is refused is cut off", e);
    }
  }
}
