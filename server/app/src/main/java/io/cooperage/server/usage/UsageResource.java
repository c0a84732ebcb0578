package io.cooperage.server.usage;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.api.UsageView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Machine and cluster time by tenant, template, user and period: of the caller's own clusters, of
 * its tenant, or of all, as far as it sees clusters at all.
 */
@Path("/v3/usage")
public final class UsageResource {
  private static final int MOST_CSV_ROWS = 100_000;

  private final Reads reads;

  UsageResource(Reads reads) {
    this.reads = reads;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listUsage",
      summary =
          "Node-hours and cluster-hours from a time to another, by any of tenant, template, user"
              + " (groupBy) and by hour, day, month or in total (period)")
  public Page<UsageView> list(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("groupBy") Optional<String> groupBy,
      @QueryParam("period") Optional<String> period,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to,
      @QueryParam("tenant") Optional<String> tenant,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") int after) {
    int size = Paging.limit(limit);
    List<UsageView> all =
        rows(
            caller,
            RequestConsistency.of(request),
            new UsageQuery.Wish(groupBy, period, from, to, tenant));
    int begin = Math.min(Math.max(after, 0), all.size());
    int end = Math.min(begin + size, all.size());
    Optional<String> next =
        end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty();
    return new Page<>(all.subList(begin, end), next);
  }

  @GET
  @Path("/csv")
  @Produces("text/csv")
  @Operation(operationId = "exportUsage", summary = "The same, whole, as CSV with headings")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  public Response export(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("groupBy") Optional<String> groupBy,
      @QueryParam("period") Optional<String> period,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to,
      @QueryParam("tenant") Optional<String> tenant) {
    List<UsageView> all =
        rows(
            caller,
            RequestConsistency.of(request),
            new UsageQuery.Wish(groupBy, period, from, to, tenant));
    if (all.size() > MOST_CSV_ROWS) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "That would be %d lines, and there may be %d. Ask for less time or longer periods."
              .formatted(all.size(), MOST_CSV_ROWS));
    }
    return Response.ok(UsageCsv.of(all))
        .header("Content-Disposition", "attachment; filename=\"usage.csv\"")
        .build();
  }

  private List<UsageView> rows(Caller caller, Consistency consistency, UsageQuery.Wish wish) {
    return reads.run(
        "usage.list",
        consistency,
        handle -> {
          Instant now = UsageDao.now(handle);
          UsageQuery query = UsageQuery.of(caller, wish, now);
          UsageReport report = new UsageReport(query);
          UsageDao.read(handle, query, now, report::add);
          return report.rows();
        });
  }
}
