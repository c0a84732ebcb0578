package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ImportReport;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The whole catalogue of a tenant in and out, in the JSON form of the original system. */
@Path("/v3/catalog")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BundleResource {
  private final CatalogImport bundles;
  private final Reads reads;
  private final Idempotency idempotency;

  BundleResource(CatalogImport bundles, Reads reads, Idempotency idempotency) {
    this.bundles = bundles;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  /** All documents or none; with {@code dryRun} none, and the same report. */
  @POST
  @Path("/import")
  @Operation(operationId = "importCatalog", summary = "Imports all documents of a bundle or none")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ImportReport.class)))
  public Response importBundle(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      byte[] body) {
    List<Bundle.Item> items = Bundle.read(CatalogJson.read(body));
    if (dryRun) {
      ImportReport report =
          reads.run(
              "catalog.plan-import",
              RequestConsistency.of(request),
              tx -> bundles.plan(tx, caller, items));
      return Response.ok(report).build();
    }
    return idempotency.execute(
        request,
        caller,
        body,
        "catalog.import",
        tx -> Reply.of(200, bundles.run(tx, caller, items)));
  }

  /** The caller's tenant's own documents, as a bundle that imports unchanged. */
  @GET
  @Path("/export")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "exportCatalog", summary = "The tenant's own documents, as a bundle")
  public JsonNode exportBundle(
      @Auth(Scope.CATALOG_WRITE) Caller caller, @Context ContainerRequestContext request) {
    return reads.run(
        "catalog.export",
        RequestConsistency.of(request),
        tx -> Bundle.write(CatalogDao.own(tx, caller.tenant())));
  }
}
