package io.cooperage.server.access;

import io.cooperage.api.Scope;
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

/**
 * Authenticates the calls of those methods that have an {@link Auth} parameter, and refuses callers
 * without a scope that the parameter names.
 */
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
    Arrays.stream(resource.getResourceMethod().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(Auth.class))
        .findFirst()
        .map(parameter -> parameter.getAnnotation(Auth.class).value())
        .ifPresent(scopes -> context.register(new Filter(authenticatorOf(resource), scopes)));
  }

  private Authenticator authenticatorOf(ResourceInfo resource) {
    return resource.getResourceClass().isAnnotationPresent(ForWorkers.class)
        ? ofWorkers
        : authenticator;
  }

  @Priority(Priorities.AUTHENTICATION)
  private static final class Filter implements ContainerRequestFilter {
    private final Authenticator authenticator;
    private final Scope[] scopes;

    Filter(Authenticator authenticator, Scope[] scopes) {
      this.authenticator = authenticator;
      this.scopes = scopes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      Caller caller =
          authenticator.authenticate(
              request.getHeaderString(HttpHeaders.AUTHORIZATION),
              RequestContext.requestId(request));
      caller.mustHave(scopes);
      request.setProperty(CALLER, caller);
    }
  }
}
