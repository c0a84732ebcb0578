package io.cooperage.server.cluster;

import io.cooperage.api.Scope;
import io.cooperage.api.ServicesRequest;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.layout.Solver;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Optional;

/**
 * Operations on the services of clusters that are there, over HTTP. All take If-Match and dryRun.
 */
@Path("/v3/clusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ServiceOperationResource extends OperationRequests {
  private final ServiceAddition addition;

  ServiceOperationResource(
      ClusterOperations operations, SpecSource sources, Solver solver, Idempotency idempotency) {
    super(operations, idempotency);
    this.addition = new ServiceAddition(sources, solver);
  }

  @POST
  @Path("/{id}/services")
  @Operation(operationId = "addServices", summary = "Adds services to a cluster")
  @BeginsJob
  public Response addServices(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull ServicesRequest body) {
    return run(
        asked(caller, request, ClusterChange.ADD_SERVICES, id),
        request,
        dryRun,
        body,
        present -> addition.change(present, RequestRules.checkServices(body.services())));
  }

  @POST
  @Path("/{id}/services/remove")
  @Operation(operationId = "removeServices", summary = "Removes services from a cluster")
  @BeginsJob
  public Response removeServices(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull ServicesRequest body) {
    return run(
        asked(caller, request, ClusterChange.REMOVE_SERVICES, id),
        request,
        dryRun,
        body,
        present -> ServiceWork.remove(present, RequestRules.checkServices(body.services())));
  }

  @DELETE
  @Path("/{id}/services/{name}")
  @Operation(operationId = "removeService", summary = "Removes a service from a cluster")
  @BeginsJob
  public Response removeService(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("name") String name,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.REMOVE_SERVICES, id),
        request,
        dryRun,
        name,
        present -> ServiceWork.remove(present, List.of(name)));
  }

  @POST
  @Path("/{id}/services/start")
  @Operation(operationId = "startServices", summary = "Starts all services of a cluster")
  @BeginsJob
  public Response startServices(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.START_SERVICES, id),
        request,
        dryRun,
        id,
        present -> ServiceWork.start(present, Optional.empty()));
  }

  @POST
  @Path("/{id}/services/{name}/start")
  @Operation(operationId = "startService", summary = "Starts a service, and what it needs")
  @BeginsJob
  public Response startService(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("name") String name,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.START_SERVICES, id),
        request,
        dryRun,
        name,
        present -> ServiceWork.start(present, Optional.of(name)));
  }

  @POST
  @Path("/{id}/services/stop")
  @Operation(operationId = "stopServices", summary = "Stops all services of a cluster")
  @BeginsJob
  public Response stopServices(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.STOP_SERVICES, id),
        request,
        dryRun,
        id,
        present -> ServiceWork.stop(present, Optional.empty()));
  }

  @POST
  @Path("/{id}/services/{name}/stop")
  @Operation(operationId = "stopService", summary = "Stops a service, and what depends on it")
  @BeginsJob
  public Response stopService(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("name") String name,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.STOP_SERVICES, id),
        request,
        dryRun,
        name,
        present -> ServiceWork.stop(present, Optional.of(name)));
  }

  @POST
  @Path("/{id}/services/restart")
  @Operation(operationId = "restartServices", summary = "Restarts all services of a cluster")
  @BeginsJob
  public Response restartServices(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.RESTART_SERVICES, id),
        request,
        dryRun,
        id,
        present -> ServiceWork.restart(present, Optional.empty()));
  }

  @POST
  @Path("/{id}/services/{name}/restart")
  @Operation(operationId = "restartService", summary = "Restarts a service, and what depends on it")
  @BeginsJob
  public Response restartService(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("name") String name,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    return run(
        asked(caller, request, ClusterChange.RESTART_SERVICES, id),
        request,
        dryRun,
        name,
        present -> ServiceWork.restart(present, Optional.of(name)));
  }
}
