package io.cooperage.server.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pools over HTTP: superadmins keep their hosts, workers claim and release them. */
@Path("/v3/pools/{pool}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PoolResource {
  private final PoolService pools;
  private final Reads reads;
  private final Idempotency idempotency;
  private final AuditLog audit;

  PoolResource(PoolService pools, Reads reads, Idempotency idempotency, AuditLog audit) {
    this.pools = pools;
    this.reads = reads;
    this.idempotency = idempotency;
    this.audit = audit;
  }

  @GET
  @Path("/hosts")
  @Operation(operationId = "listPoolHosts", summary = "The hosts of a pool, by name")
  public Page<PoolHostView> hosts(
      @Auth({Scope.INSTALLATION_WRITE, Scope.WORK}) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("pool") String pool,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int size = Paging.limit(limit);
    List<PoolHostView> found =
        reads.run(
            "pool.hosts",
            RequestConsistency.of(request),
            handle -> PoolDao.list(handle, pool, after, size + 1));
    return Paging.page(found, size, PoolHostView::name);
  }

  @PUT
  @Path("/hosts/{name}")
  @Operation(operationId = "putPoolHost", summary = "Adds or changes a host")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PoolHostView.class)))
  public Response put(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("pool") String pool,
      @PathParam("name") String name,
      @NotNull PoolHost host) {
    if (!name.equals(host.name())) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "name is \"%s\", and the path says \"%s\". Make them the same."
              .formatted(host.name(), name));
    }
    return idempotency.execute(
        request,
        caller,
        host,
        "pool.put",
        tx -> {
          PoolService.Written written = pools.put(tx, pool, host);
          audit.record(tx, caller, "pool.put", "pool/" + pool + "/" + name, change(written));
          return Reply.of(200, written.after().view());
        });
  }

  @DELETE
  @Path("/hosts/{name}")
  @Operation(operationId = "removePoolHost", summary = "Removes a host")
  @ApiResponse(responseCode = "204", description = "It is gone")
  public Response remove(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("pool") String pool,
      @PathParam("name") String name,
      @QueryParam("force") @DefaultValue("false") boolean force) {
    return idempotency.execute(
        request,
        caller,
        Map.of("name", name, "force", force),
        "pool.remove",
        tx -> {
          AuditChange change =
              AuditChange.removed(facts(pools.remove(tx, pool, name, force)))
                  .with(Json.tree(Map.of("force", force)));
          audit.record(tx, caller, "pool.remove", "pool/" + pool + "/" + name, change);
          return Reply.noContent();
        });
  }

  private static AuditChange change(PoolService.Written written) {
    JsonNode after = facts(written.after());
    return written
        .before()
        .map(before -> AuditChange.changed(facts(before), after))
        .orElseGet(() -> AuditChange.made(after));
  }

  private static JsonNode facts(PoolDao.Host host) {
    ObjectNode facts = Json.MAPPER.valueToTree(host.view());
    return facts.put("flavor", host.flavor());
  }

  @POST
  @Path("/claim")
  @Operation(operationId = "claimPoolHost", summary = "Gives a free host to the holder of a tag")
  public PoolHostView claim(
      @Auth(Scope.WORK) Caller caller, @PathParam("pool") String pool, @NotNull PoolClaim claim) {
    return pools.claim(pool, claim);
  }

  @POST
  @Path("/release")
  @Operation(operationId = "releasePoolHost", summary = "Frees the host of a tag")
  public void release(
      @Auth(Scope.WORK) Caller caller, @PathParam("pool") String pool, @NotNull PoolClaim claim) {
    pools.release(pool, claim);
  }

  @GET
  @Path("/find")
  @Operation(operationId = "findPoolHost", summary = "The host with a tag")
  public PoolHostView find(
      @Auth(Scope.WORK) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("pool") String pool,
      @QueryParam("tag") @DefaultValue("") String tag) {
    return reads
        .run(
            "pool.find",
            RequestConsistency.of(request),
            handle -> PoolDao.findByTag(handle, pool, tag))
        .map(PoolDao.Host::view)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "No host of pool %s has the tag \"%s\".".formatted(pool, tag)));
  }
}
