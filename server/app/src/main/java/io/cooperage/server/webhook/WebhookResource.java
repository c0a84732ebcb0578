package io.cooperage.server.webhook;

import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Webhooks of the caller's tenant. As with tokens, what answers with a secret takes no
 * Idempotency-Key: the answer would have to be kept. Whoever did not get the answer of a creation
 * is told by a repetition that the name is taken, and rotates the secret.
 */
@Path("/v3/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WebhookResource {
  private final WebhookService webhooks;
  private final Transactions transactions;
  private final Reads reads;
  private final Idempotency idempotency;

  WebhookResource(
      WebhookService webhooks, Transactions transactions, Reads reads, Idempotency idempotency) {
    this.webhooks = webhooks;
    this.transactions = transactions;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "The tenant's webhooks, without their secrets")
  public Page<WebhookView> list(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int size = Paging.limit(limit);
    List<WebhookView> found =
        reads.run(
            "webhook.list",
            RequestConsistency.of(request),
            tx -> webhooks.list(tx, caller, after, size + 1));
    return Paging.page(found, size, WebhookView::id);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWebhook", summary = "A webhook and how it is getting on")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response get(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    WebhookView view =
        reads.run(
            "webhook.get",
            RequestConsistency.of(request),
            handle -> webhooks.get(handle, caller, id));
    return Response.ok(view).header(HttpHeaders.ETAG, Preconditions.etag(view.version())).build();
  }

  @POST
  @Operation(
      operationId = "createWebhook",
      summary = "Makes a webhook; only this answer has its secret")
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")},
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response create(@Auth(Scope.TENANT_WRITE) Caller caller, @NotNull WebhookRequest webhook) {
    WebhookView made =
        transactions.run("webhook.create", tx -> webhooks.create(tx, caller, webhook));
    return withSecret(Response.status(Response.Status.CREATED), made)
        .header(HttpHeaders.LOCATION, "/v3/webhooks/" + made.id())
        .build();
  }

  @PUT
  @Path("/{id}")
  @Operation(
      operationId = "updateWebhook",
      summary = "Changes or enables a webhook; its name and its secret stay")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response update(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @NotNull WebhookRequest webhook) {
    OptionalLong seen = Preconditions.ifMatch(request);
    return idempotency.execute(
        request,
        caller,
        webhook,
        "webhook.update",
        tx -> {
          WebhookView changed = webhooks.update(tx, caller, id, webhook, seen);
          return Reply.of(200, changed).withEtag(Long.toString(changed.version()));
        });
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteWebhook", summary = "Deletes a webhook and its log")
  @ApiResponse(responseCode = "204", description = "It is gone")
  public Response delete(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return idempotency.execute(
        request,
        caller,
        "",
        "webhook.delete",
        tx -> {
          webhooks.delete(tx, caller, id);
          return Reply.noContent();
        });
  }

  @POST
  @Path("/{id}/secret")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Gives a webhook another secret; the one before signs too for a time")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response rotate(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @PathParam("id") String id,
      @NotNull SecretRotation rotation) {
    WebhookView changed =
        transactions.run("webhook.rotate", tx -> webhooks.rotate(tx, caller, id, rotation));
    return withSecret(Response.ok(), changed).build();
  }

  @POST
  @Path("/{id}/ping")
  @Operation(
      operationId = "pingWebhook",
      summary = "Sends the event webhook.ping to this webhook, after what it has to get before")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response ping(
      @Auth(Scope.TENANT_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return idempotency.execute(
        request, caller, "", "webhook.ping", tx -> Reply.of(202, webhooks.ping(tx, caller, id)));
  }

  private static Response.ResponseBuilder withSecret(
      Response.ResponseBuilder answer, WebhookView view) {
    return answer
        .entity(view)
        .header(HttpHeaders.ETAG, Preconditions.etag(view.version()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
