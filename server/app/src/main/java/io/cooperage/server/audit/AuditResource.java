package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AuditView;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who changed what; superadmins see all, admins their tenant's. */
@Path("/v3/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
  private final Reads reads;

  public AuditResource(Reads reads) {
    this.reads = reads;
  }

  /** Pages by id; ids of one datacenter grow with time, those of several interleave. */
  @GET
  @Operation(operationId = "listAudit", summary = "Who changed what, by id")
  public Page<AuditView> list(
      @Auth(Scope.AUDIT) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") long after) {
    int size = Paging.limit(limit);
    Optional<String> tenant = caller.onlyTenant();
    List<AuditView> found =
        reads.run(
            "audit.list", RequestConsistency.of(request), tx -> page(tx, tenant, after, size + 1));
    return Paging.page(found, size, AuditView::id);
  }

  private static List<AuditView> page(Handle tx, Optional<String> tenant, long after, int limit) {
    return tx.createQuery(
            """
            SELECT id, at, tenant, user, action, subject, datacenter, request_id, detail
            FROM audit
            WHERE id > :after
              AND (:tenant IS NULL OR tenant = :tenant)
            ORDER BY id
            LIMIT :limit
            """)
        .bind("after", after)
        .bind("tenant", tenant.orElse(null))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new AuditView(
                    Long.toString(row.getLong("id")),
                    row.getTimestamp("at").toInstant(),
                    row.getString("tenant"),
                    row.getString("user"),
                    row.getString("action"),
                    row.getString("subject"),
                    row.getString("datacenter"),
                    row.getString("request_id"),
                    Json.read(row.getString("detail"), JsonNode.class)))
        .list();
  }
}
