package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** A stored template, put together. */
@Path("/v3/clustertemplates/{name}/resolved")
@Produces(MediaType.APPLICATION_JSON)
public final class ResolvedTemplateResource {
  private final CatalogService catalog;
  private final Reads reads;

  ResolvedTemplateResource(CatalogService catalog, Reads reads) {
    this.catalog = catalog;
    this.reads = reads;
  }

  /** As a cluster would be made from it now. */
  @GET
  @Operation(
      operationId = "getResolvedTemplate",
      summary = "A template with all that it extends and includes, and where each value is from")
  public ResolvedTemplate get(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("name") String name) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.CLUSTERTEMPLATE, name);
    return reads.run(
        "catalog.resolve",
        RequestConsistency.of(request),
        tx ->
            catalog.resolve(
                tx,
                caller.tenant(),
                catalog
                    .latest(tx, caller.tenant(), key.kind(), name)
                    .orElseThrow(() -> CatalogWriter.notFound(key))));
  }
}
