package io.cooperage.server.web;

import io.dropwizard.jersey.setup.JerseyEnvironment;

/** Puts the filters and mappers of this room into a Jersey application. */
public final class WebRoom {
  private WebRoom() {}

  public static void install(
      JerseyEnvironment jersey,
      String datacenter,
      Readiness readiness,
      long maxBody,
      long maxResource) {
    Problems problems = new Problems(datacenter);
    jersey.register(new RequestIdFilter(datacenter));
    jersey.register(new ReadinessFilter(readiness));
    jersey.register(new BodyLimitFilter(maxBody, maxResource));
    jersey.register(new ProblemMappers.Refusals(problems));
    jersey.register(new ProblemMappers.Database(problems));
    jersey.register(new ProblemMappers.Jackson(problems));
    jersey.register(new ProblemMappers.Validation(problems));
    jersey.register(new ProblemMappers.Http(problems));
    jersey.register(new ProblemMappers.Unexpected(problems));
  }
}
