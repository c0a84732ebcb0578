package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The jobs of a cluster. A class of its own, for a path is looked for in one root class only. */
@Path("/v3/clusters/{id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterJobsResource {
  private final JobReads reads;

  ClusterJobsResource(JobReads reads) {
    this.reads = reads;
  }

  @GET
  @Operation(operationId = "listClusterJobs", summary = "The jobs of a cluster")
  public Page<JobView> list(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String cluster,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") int after) {
    return reads.list(
        caller,
        RequestConsistency.of(request),
        JobResource.id(cluster, ClusterId::parse),
        after,
        Paging.limit(limit));
  }
}
