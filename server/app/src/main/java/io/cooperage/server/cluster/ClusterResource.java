package io.cooperage.server.cluster;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Clusters over HTTP. */
@Path("/v3/clusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ClusterResource {
  private final ClusterService clusters;
  private final Idempotency idempotency;
  private final ClusterJobs jobs;

  ClusterResource(ClusterService clusters, Idempotency idempotency, ClusterJobs jobs) {
    this.clusters = clusters;
    this.idempotency = idempotency;
    this.jobs = jobs;
  }

  @POST
  @Operation(
      operationId = "createCluster",
      summary = "Creates a cluster, or with dryRun says what it would be")
  @BeginsJob
  public Response create(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @NotNull ClusterCreateRequest body) {
    if (dryRun) {
      return Response.ok(clusters.preview(clusters.draft(caller, body))).build();
    }
    try {
      return create(caller, request, body);
    } catch (ProblemException refusal) {
      // What was possible once may be no more, but a repeated request gets its answer.
      return idempotency
          .findReply(request, caller, body, "cluster.create")
          .orElseThrow(() -> refusal);
    }
  }

  private Response create(
      Caller caller, ContainerRequestContext request, ClusterCreateRequest body) {
    try {
      return create(caller, request, body, clusters.quickDraft(caller, body));
    } catch (ClusterService.StaleDraftException stale) {
      return create(caller, request, body, clusters.draft(caller, body));
    }
  }

  private Response create(
      Caller caller, ContainerRequestContext request, ClusterCreateRequest body, Draft plain) {
    ClusterId id = clusters.nextId();
    Draft draft = clusters.sealed(id, plain);
    AtomicBoolean made = new AtomicBoolean();
    Response response =
        idempotency.executeAtOnce(
            request,
            caller,
            body,
            "cluster.create",
            tx -> {
              Reply reply = clusters.create(tx, caller, id, draft);
              made.set(true);
              return reply;
            });
    if (made.get()) {
      clusters.created(caller, id, draft);
    }
    return response;
  }

  @GET
  @Operation(operationId = "listClusters", summary = "The clusters that the caller sees, by id")
  public Page<ClusterSummary> list(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("state") Optional<String> state,
      @QueryParam("owner") Optional<String> owner,
      @QueryParam("name") Optional<String> name,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") Optional<String> after) {
    if (owner.isPresent()
        && caller.onlyOwner().filter(own -> !own.equals(owner.get())).isPresent()) {
      return new Page<>(List.of(), Optional.empty());
    }
    return clusters.list(
        RequestConsistency.of(request),
        new ClusterDao.Filter(
            caller.onlyTenant(),
            caller.onlyOwner().or(() -> owner),
            state.map(text -> parse(text, ClusterState::parse)),
            name,
            after.map(text -> parse(text, ClusterId::parse).value()).orElse(0L),
            Paging.limit(limit)));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getCluster", summary = "A cluster with its nodes")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(implementation = ClusterView.class)))
  public Response get(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id) {
    ClusterView view =
        clusters.get(caller, RequestConsistency.of(request), parse(id, ClusterId::parse));
    return Response.ok(view).header(HttpHeaders.ETAG, Preconditions.etag(view.version())).build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deleteCluster",
      summary = "Begins to delete a cluster, or with dryRun says what that would be")
  @BeginsJob
  public Response delete(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    ClusterId cluster = parse(id, ClusterId::parse);
    OptionalLong seen = Preconditions.ifMatch(request);
    if (dryRun) {
      return Response.ok(clusters.previewDelete(caller, cluster, seen)).build();
    }
    AtomicReference<JobId> job = new AtomicReference<>();
    Response response =
        idempotency.executeRequired(
            request,
            caller,
            id,
            "cluster.delete",
            tx -> {
              ClusterService.Deletion deletion = clusters.delete(tx, caller, cluster, seen);
              job.set(deletion.job());
              return deletion.reply();
            });
    Optional.ofNullable(job.get()).ifPresent(jobs::planSoon);
    return response;
  }

  static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, e.getMessage() + ".");
    }
  }
}
