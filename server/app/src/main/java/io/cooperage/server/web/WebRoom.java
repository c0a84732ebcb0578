package io.cooperage.server.web;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.util.function.IntSupplier;
import org.eclipse.jetty.server.Request;

/** Puts the filters and mappers of this room into a Jersey application. */
public final class WebRoom {
  private WebRoom() {}

  /**
   * @param maxBody bytes of a JSON body
   * @param maxResource bytes of an uploaded plugin resource
   * @param maxConcurrent requests worked on at a time
   */
  public record Limits(long maxBody, long maxResource, int maxConcurrent) {}

  /** Answers for what the container itself refuses. */
  public static Request.Handler containerErrors(String datacenter) {
    return new ContainerErrors(datacenter);
  }

  /**
   * @return how many requests of users are being worked on
   */
  public static IntSupplier install(
      JerseyEnvironment jersey, String datacenter, Readiness readiness, Limits limits) {
    Problems problems = new Problems(datacenter);
    jersey.register(new RequestIdFilter(datacenter));
    jersey.register(new ReadinessFilter(readiness));
    BulkheadFilter bulkhead = new BulkheadFilter(limits.maxConcurrent());
    jersey.register(bulkhead);
    jersey.register(new BodyLimitFilter(limits.maxBody(), limits.maxResource()));
    jersey.register(new ProblemMappers.Refusals(problems));
    jersey.register(new ProblemMappers.Database(problems));
    jersey.register(new ProblemMappers.Jackson(problems));
    jersey.register(new ProblemMappers.Validation(problems));
    jersey.register(new ProblemMappers.Http(problems));
    jersey.register(new ProblemMappers.Header(problems));
    jersey.register(new ProblemMappers.Unexpected(problems));
    return bulkhead::requestsInFlight;
  }
}
