package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityUsage;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Catalogue documents over HTTP; each kind under its plural. */
@Path("/v3/{kind:" + CatalogResource.KINDS + "}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CatalogResource {
  static final String KINDS =
      "providers|hardwaretypes|imagetypes|services|clustertemplates|partialtemplates"
          + "|providertypes|automatortypes";

  private final CatalogService catalog;
  private final CatalogChanges changes;
  private final PluginFields fields;
  private final Deletions deletions;
  private final Reads reads;
  private final Idempotency idempotency;

  CatalogResource(
      CatalogService catalog,
      CatalogChanges changes,
      PluginFields fields,
      Deletions deletions,
      Reads reads,
      Idempotency idempotency) {
    this.catalog = catalog;
    this.changes = changes;
    this.fields = fields;
    this.deletions = deletions;
    this.reads = reads;
    this.idempotency = idempotency;
  }

  /** Pages of what the caller's tenant sees, by name. */
  @GET
  @Operation(operationId = "listEntities", summary = "The documents of a kind, by name")
  public Page<EntityView> list(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<String> after) {
    int most = Paging.limit(limit);
    List<EntityView> found =
        reads
            .run(
                "catalog.list",
                RequestConsistency.of(request),
                tx ->
                    catalog.list(
                        tx,
                        caller.tenant(),
                        EntityKind.ofPlural(plural),
                        after.orElse(""),
                        most + 1))
            .stream()
            .map(stored -> Redaction.view(caller, stored))
            .toList();
    return Paging.page(found, most, EntityView::name);
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getEntity", summary = "A document, in its latest or a given version")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response get(
      @Auth(Scope.CATALOG_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      @QueryParam("version") Optional<Integer> version) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
    StoredEntity found =
        reads
            .run(
                "catalog.get",
                RequestConsistency.of(request),
                tx ->
                    version.isPresent()
                        ? catalog.version(tx, key.tenant(), key.kind(), name, version.get())
                        : catalog.latest(tx, key.tenant(), key.kind(), name))
            .orElseThrow(() -> CatalogWriter.notFound(key));
    return answer(request, caller, found);
  }

  /** The document with its version as ETag, or 304. */
  static Response answer(ContainerRequestContext request, Caller caller, StoredEntity found) {
    EntityTag tag = new EntityTag(Integer.toString(found.version()));
    Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
    return unchanged != null
        ? unchanged.build()
        : Response.ok(Redaction.view(caller, found)).tag(tag).build();
  }

  @POST
  @Operation(operationId = "createEntity", summary = "Makes a document")
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")},
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response create(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      byte[] body) {
    EntityKind kind = EntityKind.ofPlural(plural);
    ObjectNode document = Documents.accept(kind, CatalogJson.read(body));
    EntityKey key = new EntityKey(caller.tenant(), kind, document.path("name").textValue());
    return idempotency.executeRequired(
        request,
        caller,
        body,
        "catalog.create",
        tx -> created(caller, changes.create(tx, caller, key, fields.ready(tx, key, document))));
  }

  /** Replaces the version of If-Match; with If-None-Match: * makes a new document. */
  @PUT
  @Path("/{name}")
  @Operation(
      operationId = "putEntity",
      summary = "Replaces a document that was seen, or with If-None-Match makes a new one")
  @Parameter(
      in = ParameterIn.HEADER,
      name = "If-None-Match",
      description = "* = make a new document; else If-Match is needed",
      schema = @Schema(allowableValues = "*"))
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")},
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response put(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name,
      byte[] body) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
    boolean fresh = "*".equals(request.getHeaderString(HttpHeaders.IF_NONE_MATCH));
    if (!fresh) {
      mustSayWhatItReplaces(request, key);
    }
    OptionalInt expected = expected(request);
    ObjectNode document = Documents.accept(key.kind(), name, CatalogJson.read(body));
    return idempotency.execute(
        request,
        caller,
        body,
        "catalog.put",
        tx -> {
          ObjectNode ready = fields.ready(tx, key, document);
          return fresh
              ? created(caller, changes.createNew(tx, caller, key, ready))
              : saved(caller, changes.update(tx, caller, key, expected, ready));
        });
  }

  /** Removes it from sight; its versions can still be read by number. */
  @DELETE
  @Path("/{name}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "deleteEntity",
      summary = "Removes a document from sight, unless others would be left without it")
  @ApiResponse(responseCode = "204", description = "It is gone")
  public Response delete(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
    OptionalInt expected = expected(request);
    AtomicBoolean done = new AtomicBoolean();
    Response response =
        idempotency.execute(
            request,
            caller,
            "",
            "catalog.delete",
            tx -> {
              changes.delete(tx, caller, key, expected);
              done.set(true);
              return Reply.noContent();
            });
    if (done.get()) {
      deletions.settle(caller, request, key);
    }
    return response;
  }

  /** The last version of a deleted document once more, as the next one. */
  @POST
  @Path("/{name}/undelete")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "undeleteEntity", summary = "Brings a deleted document back")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = EntityView.class)))
  public Response undelete(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
    return idempotency.execute(
        request,
        caller,
        "",
        "catalog.undelete",
        tx -> saved(caller, changes.undelete(tx, caller, key)));
  }

  /** What a deletion would be refused for. */
  @GET
  @Path("/{name}/usage")
  @Operation(
      operationId = "getEntityUsage",
      summary = "The documents and clusters that would be left without a document")
  public EntityUsage usage(
      @Auth(Scope.CATALOG_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("kind") String plural,
      @PathParam("name") String name) {
    EntityKey key = new EntityKey(caller.tenant(), EntityKind.ofPlural(plural), name);
    return reads.run(
        "catalog.usage",
        RequestConsistency.of(request),
        tx ->
            CatalogDao.findLatest(tx, key)
                .map(found -> deletions.usage(tx, found))
                .orElseThrow(() -> CatalogWriter.notFound(key)));
  }

  private static Reply created(Caller caller, StoredEntity entity) {
    EntityKey key = entity.key();
    return Reply.created(
        "/v3/" + key.kind().plural() + "/" + key.name(),
        Integer.toString(entity.version()),
        Redaction.view(caller, entity));
  }

  static Reply saved(Caller caller, StoredEntity entity) {
    return Reply.of(200, Redaction.view(caller, entity))
        .withEtag(Integer.toString(entity.version()));
  }

  private static OptionalInt expected(ContainerRequestContext request) {
    OptionalLong version = Preconditions.ifMatch(request);
    return version.isPresent()
        ? OptionalInt.of((int) Math.min(version.getAsLong(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static void mustSayWhatItReplaces(ContainerRequestContext request, EntityKey key) {
    if (request.getHeaderString(HttpHeaders.IF_MATCH) == null) {
      throw new ProblemException(
          ErrorCode.PRECONDITION_REQUIRED,
          "Changing the "
              + key.inWords()
              + " needs the header If-Match with the ETag of its latest answer, so that nobody's"
              + " change is overwritten unseen; or If-None-Match: * to make a new one.");
    }
  }
}
