package io.cooperage.server.cluster;

import io.cooperage.api.DryRun;
import io.cooperage.api.LeaseRequest;
import io.cooperage.api.LeaseView;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.Scope;
import io.cooperage.api.SyncRequest;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.layout.Solver;
import io.cooperage.server.web.Json;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Operations on clusters that are there, over HTTP. All take If-Match and dryRun. */
@Path("/v3/clusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OperationResource extends OperationRequests {
  private final Scaling scaling;
  private final TemplateSync sync;

  OperationResource(
      ClusterOperations operations, SpecSource sources, Solver solver, Idempotency idempotency) {
    super(operations, idempotency);
    this.scaling = new Scaling(sources, solver);
    this.sync = new TemplateSync(sources);
  }

  @POST
  @Path("/{id}/reconfigure")
  @Operation(
      operationId = "reconfigureCluster",
      summary = "Gives a cluster another configuration, and finishes what a failed operation left")
  @BeginsJob
  public Response reconfigure(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull ReconfigureRequest body) {
    return run(
        asked(caller, request, ClusterChange.RECONFIGURE, id),
        request,
        dryRun,
        body,
        present -> Reconfiguration.of(present, body));
  }

  @POST
  @Path("/{id}/template/sync")
  @Operation(
      operationId = "syncCluster",
      summary = "Brings a cluster up to the latest versions of its template and services")
  @BeginsJob
  public Response sync(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull SyncRequest body) {
    return run(
        asked(caller, request, ClusterChange.SYNC, id),
        request,
        dryRun,
        body,
        present -> sync.change(present, body));
  }

  @POST
  @Path("/{id}/scale")
  @Operation(operationId = "scaleCluster", summary = "Gives a cluster more machines, or fewer")
  @BeginsJob
  public Response scale(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull ScaleRequest body) {
    return run(
        asked(caller, request, ClusterChange.SCALE, id),
        request,
        dryRun,
        body,
        present -> scaling.change(present, body));
  }

  @POST
  @Path("/{id}/lease")
  @Operation(operationId = "extendLease", summary = "Lets a cluster live longer")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {LeaseView.class, DryRun.class})))
  public Response extendLease(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull LeaseRequest body) {
    ClusterOperations.Request asked = asked(caller, request, ClusterChange.EXTEND_LEASE, id);
    if (dryRun) {
      return Response.ok(operations().previewLease(asked, body.extension())).build();
    }
    return idempotency()
        .executeRequired(
            request,
            caller,
            body,
            asked.change().action(),
            tx -> operations().extendLease(tx, asked, body.extension(), Json.tree(body)));
  }
}
