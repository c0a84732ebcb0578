package io.cooperage.server.webhook;

import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** What was sent to a webhook; a delivery is named by the position of its event. */
@Path("/v3/webhooks/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeliveryResource {
  private final WebhookService webhooks;
  private final Reads reads;
  private final Idempotency idempotency;

  DeliveryResource(WebhookService webhooks, Reads reads, Idempotency idempotency) {
    this.webhooks = webhooks;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  @GET
  @Operation(operationId = "listDeliveries", summary = "The log of a webhook, the newest first")
  public Page<DeliveryView> list(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("state") Optional<String> state,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<Long> after) {
    int size = Paging.limit(limit);
    Optional<DeliveryState> wanted = state.map(DeliveryResource::parse);
    List<DeliveryView> found =
        reads.run(
            "webhook.deliveries",
            RequestConsistency.of(request),
            handle ->
                webhooks.deliveries(
                    handle, caller, id, wanted, after.orElse(Long.MAX_VALUE), size + 1));
    return Paging.page(found, size, delivery -> Long.toString(delivery.position()));
  }

  @GET
  @Path("/{position}")
  @Operation(operationId = "getDelivery", summary = "What became of an event")
  public DeliveryView get(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("position") long position) {
    return reads.run(
        "webhook.delivery",
        RequestConsistency.of(request),
        handle -> webhooks.delivery(handle, caller, id, position));
  }

  @POST
  @Path("/{position}/redeliver")
  @Operation(
      operationId = "redeliver",
      summary = "Sends an event once more, with the id that it had; one that waits goes at once")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  public Response redeliver(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("position") long position) {
    return idempotency.execute(
        request,
        caller,
        "",
        "webhook.redeliver",
        tx -> Reply.of(202, webhooks.redeliver(tx, caller, id, position)));
  }

  private static DeliveryState parse(String text) {
    try {
      return DeliveryState.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, "state " + e.getMessage() + ".");
    }
  }
}
