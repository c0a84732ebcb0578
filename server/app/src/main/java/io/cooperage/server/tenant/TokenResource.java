package io.cooperage.server.tenant;

import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tokens. Making one takes no Idempotency-Key: the answer would have to be kept, and with it the
 * secret; whoever did not get the answer makes another and deletes the first.
 */
@Path("/v3/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TokenResource {
  private final TokenService tokens;
  private final Transactions transactions;
  private final Reads reads;
  private final Idempotency idempotency;

  public TokenResource(
      TokenService tokens, Transactions transactions, Reads reads, Idempotency idempotency) {
    this.tokens = tokens;
    this.transactions = transactions;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  @GET
  @Operation(
      operationId = "listTokens",
      summary = "The tokens that the caller may delete, without their secrets")
  public Page<TokenView> list(
      @Auth(Scope.TOKENS) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int size = Paging.limit(limit);
    List<TokenView> found =
        reads.run(
            "token.list",
            RequestConsistency.of(request),
            tx -> tokens.list(tx, caller, after, size + 1));
    return Paging.page(found, size, TokenView::id);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getToken", summary = "A token, without its secret")
  public TokenView get(
      @Auth(Scope.TOKENS) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return reads.run(
        "token.get", RequestConsistency.of(request), tx -> TokenService.visible(tx, caller, id));
  }

  @POST
  @Operation(
      operationId = "createToken",
      summary = "Makes a token; only this answer has its secret")
  @ApiResponse(
      responseCode = "201",
      headers = @Header(name = "Location"),
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  public Response create(@Auth(Scope.TOKENS) Caller caller, @NotNull TokenRequest token) {
    TokenView made = transactions.run("token.create", tx -> tokens.create(tx, caller, token));
    return Response.status(Response.Status.CREATED)
        .header("Location", "/v3/tokens/" + made.id())
        .header("Cache-Control", "no-store")
        .entity(made)
        .build();
  }

  /** Takes no Idempotency-Key either; the secret of a lost answer is replaced by rotating again. */
  @POST
  @Path("/{id}/rotate")
  @Operation(
      operationId = "rotateToken",
      summary = "Gives a token a new secret; the present one stays valid for an overlap")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  public Response rotate(
      @Auth(Scope.TOKENS) Caller caller,
      @PathParam("id") String id,
      @NotNull TokenRotation rotation) {
    Duration overlap = TokenRules.overlap(rotation);
    TokenView rotated =
        transactions.run("token.rotate", tx -> tokens.rotate(tx, caller, id, overlap));
    return Response.ok(rotated).header("Cache-Control", "no-store").build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteToken", summary = "Deletes a token")
  @ApiResponse(responseCode = "204", description = "It is gone")
  public Response delete(
      @Auth(Scope.TOKENS) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return idempotency.execute(
        request,
        caller,
        "",
        "token.delete",
        tx -> {
          tokens.delete(tx, caller, id);
          return Reply.noContent();
        });
  }
}
