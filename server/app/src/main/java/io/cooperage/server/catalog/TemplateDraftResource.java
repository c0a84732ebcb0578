package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** A template that is only being written, put together with what is stored. */
@Path("/v3/clustertemplates/" + TemplateDraftResource.RESERVED)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TemplateDraftResource {
  /** No template can have this name, for this path is no template's. */
  static final String RESERVED = "resolve";

  private final CatalogService catalog;
  private final Reads reads;

  TemplateDraftResource(CatalogService catalog, Reads reads) {
    this.catalog = catalog;
    this.reads = reads;
  }

  /** Nothing is stored. */
  @POST
  @Operation(
      operationId = "resolveTemplate",
      summary = "What a template would be that is not stored yet; nothing is stored")
  public ResolvedTemplate resolve(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      byte[] body) {
    ObjectNode document = Documents.accept(EntityKind.CLUSTERTEMPLATE, CatalogJson.read(body));
    EntityKey key =
        new EntityKey(
            caller.tenant(), EntityKind.CLUSTERTEMPLATE, document.path("name").textValue());
    StoredEntity draft = StoredEntity.draft(key, document);
    return reads.run(
        "catalog.resolve-draft",
        RequestConsistency.of(request),
        tx -> catalog.resolve(tx, caller.tenant(), draft));
  }
}
