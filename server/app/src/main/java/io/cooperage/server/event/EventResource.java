package io.cooperage.server.event;

import io.cooperage.api.EventView;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * The events after a position that concern the caller, page by page; callers that accept {@code
 * text/event-stream} get the same as a stream from {@link EventStreamFilter}.
 */
@Path("/v3/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private final EventFeed feed;

  public EventResource(EventFeed feed) {
    this.feed = feed;
  }

  @GET
  @Operation(
      operationId = "listEvents",
      summary = "The events after a position; a stream for those who accept text/event-stream")
  public Page<EventView> list(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("type") List<String> types,
      @QueryParam("subject") Optional<String> subject,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") long after) {
    return feed.list(
        RequestConsistency.of(request),
        after,
        EventReader.of(caller),
        EventFilter.ofQuery(types, subject),
        Paging.limit(limit));
  }
}
