package io.cooperage.server.datacenter;

import io.cooperage.api.DatacenterView;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
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
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The datacenters: who is there, and drain and undrain by superadmins. */
@Path("/v3/datacenters")
@Produces(MediaType.APPLICATION_JSON)
public final class DatacenterResource {
  private final DatacenterService datacenters;
  private final Idempotency idempotency;

  public DatacenterResource(DatacenterService datacenters, Idempotency idempotency) {
    this.datacenters = datacenters;
    this.idempotency = idempotency;
  }

  @GET
  @Operation(operationId = "listDatacenters", summary = "The datacenters and their servers")
  public Page<DatacenterView> list(
      @Auth(Scope.INSTALLATION_READ) Caller caller, @Context ContainerRequestContext request) {
    return new Page<>(datacenters.list(RequestConsistency.of(request)), Optional.empty());
  }

  @POST
  @Path("/{name}/drain")
  @Operation(operationId = "drainDatacenter", summary = "Takes the work off a datacenter")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = DatacenterView.class)))
  public Response drain(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("name") String name) {
    return idempotency.execute(
        request,
        caller,
        "",
        "datacenter.drain",
        tx -> Reply.of(202, datacenters.drain(tx, caller, name)));
  }

  @POST
  @Path("/{name}/undrain")
  @Operation(operationId = "undrainDatacenter", summary = "Gives a datacenter work again")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = DatacenterView.class)))
  public Response undrain(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("name") String name) {
    return idempotency.execute(
        request,
        caller,
        "",
        "datacenter.undrain",
        tx -> Reply.of(200, datacenters.undrain(tx, caller, name)));
  }
}
