package io.cooperage.server.catalog;

import io.cooperage.api.EntityDifferences;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
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
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** What a document was like before. */
@Path("/v3/{kind:" + CatalogResource.KINDS + "}/{name}/versions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class VersionResource {
  private final CatalogService catalog;
  private final CatalogChanges changes;
  private final Reads reads;
  private final Idempotency idempotency;

  VersionResource(
      CatalogService catalog, CatalogChanges changes, Reads reads, Idempotency idempotency) {
    this.catalog = catalog;
    this.changes = changes;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  /** The versions of a document, newest first, with who wrote them and when. */
  @GET
  @Operation(
      operationId = "listEntityVersions",
      summary = "The versions of a document, newest first, with who wrote them and when")
  public Page<EntityView> list(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<Integer> after) {
    int most = Paging.limit(limit);
    EntityKey key = key(caller, plural, name);
    List<StoredEntity> found =
        reads.run(
            "catalog.versions",
            RequestConsistency.of(request),
            tx ->
                catalog.versions(
                    tx, key.tenant(), key.kind(), name, after.orElse(Integer.MAX_VALUE), most + 1));
    if (found.isEmpty() && after.isEmpty()) {
      throw CatalogWriter.notFound(key);
    }
    List<EntityView> views = found.stream().map(one -> Redaction.view(caller, one)).toList();
    return Paging.page(views, most, view -> Integer.toString(view.version()));
  }

  @GET
  @Path("/{version}")
  @Operation(operationId = "getEntityVersion", summary = "A version of a document")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response get(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      @PathParam("version") int version) {
    EntityKey key = key(caller, plural, name);
    StoredEntity found =
        reads.run("catalog.get", RequestConsistency.of(request), tx -> version(tx, key, version));
    return CatalogResource.answer(request, caller, found);
  }

  /** What changed from one version to another, which may be an earlier one. */
  @GET
  @Path("/{version}/diff/{other}")
  @Operation(
      operationId = "diffEntityVersions",
      summary = "What changed from one version to another, by path")
  public EntityDifferences diff(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      @PathParam("version") int version,
      @PathParam("other") int other) {
    EntityKey key = key(caller, plural, name);
    return reads.run(
        "catalog.diff",
        RequestConsistency.of(request),
        tx -> {
          StoredEntity from = version(tx, key, version);
          StoredEntity to = version(tx, key, other);
          return new EntityDifferences(
              key.kind(),
              from.key().tenant(),
              name,
              version,
              other,
              Differences.between(key.kind(), from.document(), to.document()));
        });
  }

  /** An older version once more, as the next one; with If-Match, as any change. */
  @POST
  @Path("/{version}/restore")
  @Operation(
      operationId = "restoreEntityVersion",
      summary = "Makes the next version of an older one")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response restore(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      @PathParam("version") int version) {
    EntityKey key = key(caller, plural, name);
    long seen = Preconditions.requiredIfMatch(request, "the " + key.inWords());
    OptionalInt expected = OptionalInt.of((int) Math.min(seen, Integer.MAX_VALUE));
    return idempotency.execute(
        request,
        caller,
        "",
        "catalog.restore",
        tx -> CatalogResource.saved(caller, changes.restore(tx, caller, key, expected, version)));
  }

  private StoredEntity version(Handle tx, EntityKey key, int version) {
    return catalog
        .version(tx, key.tenant(), key.kind(), key.name(), version)
        .orElseThrow(() -> CatalogWriter.notFound(key, version));
  }

  private static EntityKey key(Caller caller, String plural, String name) {
    return new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
  }
}
