package io.cooperage.server.access;

import io.cooperage.server.web.RequestContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;

/** Authenticates the calls of those methods that have an {@link Auth} parameter. */
public final class AuthFeature implements DynamicFeature {
  static final String CALLER = "cooperage.caller";

  private final Authenticator authenticator;
  private final Authenticator ofWorkers;

  /**
   * @param ofWorkers for resources that are {@link ForWorkers}
   */
  public AuthFeature(Authenticator authenticator, Authenticator ofWorkers) {
    this.authenticator = authenticator;
    this.ofWorkers = ofWorkers;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    boolean needsCaller =
        Arrays.stream(resource.getResourceMethod().getParameters())
            .anyMatch(parameter -> parameter.isAnnotationPresent(Auth.class));
    if (needsCaller) {
      boolean forWorkers = resource.getResourceClass().isAnnotationPresent(ForWorkers.class);
      context.register(new Filter(forWorkers ? ofWorkers : authenticator));
    }
  }

  @Priority(Priorities.AUTHENTICATION)
  private static final class Filter implements ContainerRequestFilter {
    private final Authenticator authenticator;

    Filter(Authenticator authenticator) {
      this.authenticator = authenticator;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      Caller caller =
          authenticator.authenticate(
              request.getHeaderString(HttpHeaders.AUTHORIZATION),
              RequestContext.requestId(request));
      request.setProperty(CALLER, caller);
    }
  }
}
