package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import io.cooperage.api.PlanView;
import io.cooperage.api.Scope;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import io.cooperage.api.TaskView;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;
import java.util.function.Function;

/** Jobs and tasks over HTTP. */
@Path("/v3")
@Produces(MediaType.APPLICATION_JSON)
public final class JobResource {
  private final JobReads reads;
  private final JobLifecycle lifecycle;
  private final Idempotency idempotency;
  private final AuditLog audit;

  JobResource(JobReads reads, JobLifecycle lifecycle, Idempotency idempotency, AuditLog audit) {
    this.reads = reads;
    this.lifecycle = lifecycle;
    this.idempotency = idempotency;
    this.audit = audit;
  }

  @GET
  @Path("/jobs/{id}")
  @Operation(operationId = "getJob", summary = "A job")
  public JobView get(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    return reads.job(caller, RequestConsistency.of(request), id(job, JobId::parse));
  }

  @GET
  @Path("/jobs/{id}/tasks")
  @Operation(operationId = "listJobTasks", summary = "The tasks of a job")
  public Page<TaskView> tasks(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") int after) {
    return reads.tasks(
        caller, RequestConsistency.of(request), id(job, JobId::parse), after, Paging.limit(limit));
  }

  @GET
  @Path("/jobs/{id}/plan")
  @Operation(operationId = "getJobPlan", summary = "The stages of a job")
  public PlanView plan(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    return reads.plan(caller, RequestConsistency.of(request), id(job, JobId::parse));
  }

  /** Stops a job where it is; its cluster is left incomplete (or inconsistent). */
  @POST
  @Path("/jobs/{id}/abort")
  @Operation(operationId = "abortJob", summary = "Stops a job where it is")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JobView.class)))
  public Response abort(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    JobId id = id(job, JobId::parse);
    return idempotency.execute(
        request,
        caller,
        job,
        "job.abort",
        tx -> {
          reads.visibleJob(tx, caller, id);
          JobView aborted = lifecycle.abortOnRequest(tx, id, caller.getName());
          audit.record(tx, caller, "job.abort", "job/" + id, JsonNodeFactory.instance.objectNode());
          return Reply.of(200, aborted);
        });
  }

  @GET
  @Path("/tasks/{id}")
  @Operation(operationId = "getTask", summary = "A task")
  public TaskView task(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String task) {
    return reads.task(caller, RequestConsistency.of(request), id(task, TaskId::parse));
  }

  @GET
  @Path("/tasks/{id}/output")
  @Operation(operationId = "getTaskOutput", summary = "What the last attempt of a task wrote")
  public TaskOutput output(
      @Auth(Scope.CLUSTERS_READ) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String task) {
    return reads.output(caller, RequestConsistency.of(request), id(task, TaskId::parse));
  }

  static <T> T id(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, e.getMessage() + ".");
    }
  }
}
