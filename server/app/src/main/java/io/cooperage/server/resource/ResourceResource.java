package io.cooperage.server.resource;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plugin resources over HTTP, except for their bytes. */
@Path("/v3/resources")
@Produces(MediaType.APPLICATION_JSON)
public final class ResourceResource {
  private static final String NAMED = "/{kind}/{pluginType}/{resourceType}/{name}";

  private final ResourceService resources;
  private final RegisteredTypes types;
  private final Reads reads;
  private final Idempotency idempotency;
  private final Blobs blobs;

  ResourceResource(
      ResourceService resources,
      RegisteredTypes types,
      Blobs blobs,
      Reads reads,
      Idempotency idempotency) {
    this.resources = resources;
    this.types = types;
    this.blobs = blobs;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  /** The caller's tenant's own resources of a plugin, by type, name and version. */
  @GET
  @Path("/{kind}/{pluginType}")
  @Operation(
      operationId = "listResources",
      summary = "A plugin's resources of the tenant, by type, name and version")
  public Page<ResourceView> list(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<String> after) {
    int most = Paging.limit(limit);
    ResourceDao.Place place = after.map(ResourceResource::place).orElse(START);
    PluginKind plugin = pluginKind(kind);
    List<ResourceView> found =
        reads
            .run(
                "resource.list",
                RequestConsistency.of(request),
                tx -> ResourceDao.list(tx, caller.tenant(), plugin, pluginType, place, most + 1))
            .stream()
            .map(StoredResource::view)
            .toList();
    return Paging.page(
        found, most, one -> one.resourceType() + "/" + one.name() + "/" + one.version());
  }

  /** Uploads a version; the same bytes again are the same version. */
  @PUT
  @Path(NAMED)
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "uploadResource",
      summary = "Uploads a version; the same bytes again are the same version")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = ResourceView.class)))
  public Response upload(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @PathParam("resourceType") String resourceType,
      @PathParam("name") String name,
      InputStream content)
      throws IOException {
    ResourceKey key = key(caller, kind, pluginType, resourceType, name);
    try (Spool spool = Spool.of(content)) {
      types.mustHave(reads, key);
      blobs.load(spool);
      return idempotency.execute(
          request,
          caller,
          spool.address().hex(),
          "resource.upload",
          tx -> reply(resources.upload(tx, caller, key, spool.address(), spool.size())));
    }
  }

  /** The versions of one resource, oldest first; each content is under its SHA-256. */
  @GET
  @Path(NAMED)
  @Operation(operationId = "listResourceVersions", summary = "The versions of a resource")
  public Page<ResourceView> versions(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @PathParam("resourceType") String resourceType,
      @PathParam("name") String name,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<Integer> after) {
    int most = Paging.limit(limit);
    ResourceKey key = key(caller, kind, pluginType, resourceType, name);
    List<ResourceView> found =
        reads
            .run(
                "resource.versions",
                RequestConsistency.of(request),
                tx -> ResourceDao.listVersions(tx, key, after.orElse(0), most + 1))
            .stream()
            .map(StoredResource::view)
            .toList();
    return Paging.page(found, most, one -> Integer.toString(one.version()));
  }

  /** Only a version that is inactive; its number is not given again. */
  @DELETE
  @Path(NAMED)
  @Operation(operationId = "deleteResource", summary = "Deletes a version that is not in use")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = ResourceView.class)))
  public Response delete(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @PathParam("resourceType") String resourceType,
      @PathParam("name") String name,
      @NotNull @QueryParam("version") Integer version) {
    ResourceKey key = key(caller, kind, pluginType, resourceType, name);
    return idempotency.execute(
        request,
        caller,
        "",
        "resource.delete",
        tx -> reply(resources.delete(tx, caller, key, version)));
  }

  /** {@code version} absent = the latest. */
  @POST
  @Path(NAMED + "/stage")
  @Operation(operationId = "stageResource", summary = "Makes a version active at the next sync")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = ResourceView.class)))
  public Response stage(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @PathParam("resourceType") String resourceType,
      @PathParam("name") String name,
      @QueryParam("version") Optional<Integer> version) {
    ResourceKey key = key(caller, kind, pluginType, resourceType, name);
    return idempotency.execute(
        request,
        caller,
        "",
        "resource.stage",
        tx -> reply(resources.stage(tx, caller, key, number(version))));
  }

  /** {@code version} absent = the latest. */
  @POST
  @Path(NAMED + "/recall")
  @Operation(operationId = "recallResource", summary = "Makes a version inactive at the next sync")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = ResourceView.class)))
  public Response recall(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("pluginType") String pluginType,
      @PathParam("resourceType") String resourceType,
      @PathParam("name") String name,
      @QueryParam("version") Optional<Integer> version) {
    ResourceKey key = key(caller, kind, pluginType, resourceType, name);
    return idempotency.execute(
        request,
        caller,
        "",
        "resource.recall",
        tx -> reply(resources.recall(tx, caller, key, number(version))));
  }

  /** Makes all that was staged active and all that was recalled inactive, at once. */
  @POST
  @Path("/sync")
  @Operation(
      operationId = "syncResources",
      summary = "Puts all that was staged or recalled into effect")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "#/components/schemas/PageResourceView")))
  public Response sync(
      @Auth(Scope.CATALOG_WRITE) Caller caller, @Context ContainerRequestContext request) {
    return idempotency.execute(
        request,
        caller,
        "",
        "resource.sync",
        tx ->
            Reply.of(
                200,
                new Page<>(
                    resources.sync(tx, caller).stream().map(StoredResource::view).toList(),
                    Optional.empty())));
  }

  private static final ResourceDao.Place START = new ResourceDao.Place("", "", 0);

  private static Reply reply(StoredResource resource) {
    return Reply.of(200, resource.view()).withEtag(Integer.toString(resource.version()));
  }

  private static OptionalInt number(Optional<Integer> version) {
    return version.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static ResourceKey key(
      Caller caller, String kind, String pluginType, String resourceType, String name) {
    return new ResourceKey(caller.tenant(), pluginKind(kind), pluginType, resourceType, name);
  }

  private static PluginKind pluginKind(String wire) {
    try {
      return PluginKind.parse(wire);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, "A plugin kind is provider or automator, not \"" + wire + "\".");
    }
  }

  private static ResourceDao.Place place(String after) {
    String[] parts = after.split("/", -1);
    if (parts.length != 3 || !parts[2].matches("\\d{1,9}")) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameter after is no place in this list; give the next of the page before.");
    }
    return new ResourceDao.Place(parts[0], parts[1], Integer.parseInt(parts[2]));
  }
}
