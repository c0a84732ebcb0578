package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerView;
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

/** The workers as people see them, in all datacenters, and their drain by superadmins. */
@Path("/v3/workers")
@Produces(MediaType.APPLICATION_JSON)
public final class RollResource {
  private final WorkerRoll roll;
  private final Idempotency idempotency;

  RollResource(WorkerRoll roll, Idempotency idempotency) {
    this.roll = roll;
    this.idempotency = idempotency;
  }

  /**
   * {@code label}: {@code name=value}, such as {@code rack=a}; given several times, all must be
   * carried.
   */
  @GET
  @Operation(
      operationId = "listWorkers",
      summary = "The workers of all datacenters, or of one, or those with labels")
  public Page<WorkerView> list(
      @Auth(Scope.INSTALLATION_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("datacenter") Optional<String> datacenter,
      @QueryParam("label") List<String> labels,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<String> after) {
    return roll.list(
        RequestConsistency.of(request),
        datacenter,
        parse(labels),
        after.orElse(""),
        Paging.limit(limit));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWorker", summary = "A worker, whatever its datacenter")
  public WorkerView get(
      @Auth(Scope.INSTALLATION_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return roll.get(RequestConsistency.of(request), id);
  }

  @POST
  @Path("/{id}/drain")
  @Operation(
      operationId = "drainWorker",
      summary = "Gives a worker nothing new; what it has ends, then it is drained")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = WorkerView.class)))
  public Response drain(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return idempotency.execute(
        request, caller, "", "worker.drain", tx -> Reply.of(202, roll.drain(tx, caller, id)));
  }

  @POST
  @Path("/{id}/undrain")
  @Operation(operationId = "undrainWorker", summary = "Gives a worker tasks again")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WorkerView.class)))
  public Response undrain(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    return idempotency.execute(
        request, caller, "", "worker.undrain", tx -> Reply.of(200, roll.undrain(tx, caller, id)));
  }

  private static WorkerLabels parse(List<String> labels) {
    try {
      return WorkerLabels.parse(String.join(",", labels));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "Parameter label: " + e.getMessage() + ".");
    }
  }
}
