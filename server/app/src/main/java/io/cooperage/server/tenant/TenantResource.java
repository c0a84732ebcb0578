package io.cooperage.server.tenant;

import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Tenants and their quotas; superadmins change them, others see their own. */
@Path("/v3/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TenantResource {
  private final TenantService tenants;
  private final Reads reads;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final Outbox outbox;

  public TenantResource(
      TenantService tenants, Reads reads, Idempotency idempotency, AuditLog audit, Outbox outbox) {
    this.tenants = tenants;
    this.reads = reads;
    this.idempotency = idempotency;
    this.audit = audit;
    this.outbox = outbox;
  }

  @GET
  @Operation(operationId = "listTenants", summary = "The tenants that the caller sees, by name")
  public Page<TenantView> list(
      @Auth(Scope.TENANT_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int size = Paging.limit(limit);
    List<TenantView> found =
        reads.run(
            "tenant.list",
            RequestConsistency.of(request),
            tx ->
                caller.isSuperadmin()
                    ? tenants.list(tx, after, size + 1)
                    : List.of(tenants.get(tx, caller.tenant())));
    return Paging.page(found, size, TenantView::name);
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getTenant", summary = "A tenant with its quotas and use")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = TenantView.class)))
  public Response get(
      @Auth(Scope.TENANT_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("name") String name) {
    TenantView view =
        reads.run(
            "tenant.get", RequestConsistency.of(request), tx -> tenants.visible(tx, caller, name));
    return Response.ok(view).header(HttpHeaders.ETAG, Preconditions.etag(view.version())).build();
  }

  @POST
  @Operation(operationId = "createTenant", summary = "Makes a tenant")
  @ApiResponse(
      responseCode = "201",
      headers = {@Header(name = "Location"), @Header(name = "ETag")},
      content = @Content(schema = @Schema(implementation = TenantView.class)))
  public Response create(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @NotNull TenantRequest tenant) {
    return idempotency.executeRequired(
        request,
        caller,
        tenant,
        "tenant.create",
        tx -> {
          TenantView made = tenants.create(tx, tenant);
          tell(tx, caller, "tenant.created", made, AuditChange.made(Json.tree(made)));
          return Reply.created("/v3/tenants/" + made.name(), Long.toString(made.version()), made);
        });
  }

  @PUT
  @Path("/{name}")
  @Operation(operationId = "updateTenant", summary = "Changes the quotas of a tenant")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = TenantView.class)))
  public Response update(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("name") String name,
      @NotNull TenantRequest tenant) {
    OptionalLong seen = Preconditions.ifMatch(request);
    TenantRequest named =
        new TenantRequest(name, tenant.maxClusters(), tenant.maxNodes(), tenant.workers());
    return idempotency.execute(
        request,
        caller,
        tenant,
        "tenant.update",
        tx -> {
          TenantView before = tenants.get(tx, name);
          TenantView changed = tenants.update(tx, named, seen);
          tell(
              tx,
              caller,
              "tenant.updated",
              changed,
              AuditChange.changed(Json.tree(before), Json.tree(changed)));
          return Reply.of(200, changed).withEtag(Long.toString(changed.version()));
        });
  }

  private void tell(
      Handle tx, Caller caller, String action, TenantView tenant, AuditChange change) {
    String subject = "tenant/" + tenant.name();
    audit.record(tx, caller, action, subject, change);
    outbox.publish(tx, Event.ofTenant(action, tenant.name(), subject, Json.tree(tenant)));
  }
}
