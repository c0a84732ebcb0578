package io.cooperage.server.job;

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
import org.jdbi.v3.core.Handle;

/** Jobs and tasks over HTTP. */
@Path("/v3")
@Produces(MediaType.APPLICATION_JSON)
public final class JobResource {
  private final JobReads reads;
  private final JobControl jobs;
  private final TaskControl tasks;
  private final Idempotency idempotency;

  JobResource(JobReads reads, JobControl jobs, TaskControl tasks, Idempotency idempotency) {
    this.reads = reads;
    this.jobs = jobs;
    this.tasks = tasks;
    this.idempotency = idempotency;
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
    return control(caller, request, job, "job.abort", jobs::abort);
  }

  /**
   * Nothing more is handed out; what workers have in hand ends and counts. The cluster stays
   * pending.
   */
  @POST
  @Path("/jobs/{id}/pause")
  @Operation(operationId = "pauseJob", summary = "Pauses a job")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JobView.class)))
  public Response pause(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    return control(caller, request, job, "job.pause", jobs::pause);
  }

  /** A paused job goes on in the datacenter that has it. */
  @POST
  @Path("/jobs/{id}/resume")
  @Operation(operationId = "resumeJob", summary = "Has a paused job go on")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JobView.class)))
  public Response resume(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    return control(caller, request, job, "job.resume", jobs::resume);
  }

  /** The same job goes on from where it stood; what is complete is not done again. */
  @POST
  @Path("/jobs/{id}/retry")
  @Operation(
      operationId = "retryJob",
      summary = "Has a job that failed or was aborted go on from where it stood")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JobView.class)))
  public Response retry(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String job) {
    return control(caller, request, job, "job.retry", jobs::retry);
  }

  private interface Act {
    JobView on(Handle tx, Caller caller, JobId id);
  }

  private Response control(
      Caller caller, ContainerRequestContext request, String job, String name, Act act) {
    JobId id = id(job, JobId::parse);
    Response answer =
        idempotency.execute(
            request, caller, job, name, tx -> Reply.of(200, act.on(tx, caller, id)));
    jobs.changed(id);
    return answer;
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

  /**
   * With the last failed task that is decided about, the job goes on. A clean-up is decided about
   * alone.
   */
  @POST
  @Path("/tasks/{id}/retry")
  @Operation(
      operationId = "retryTask",
      summary = "Has a failed task of a failed job, or a failed clean-up, tried again")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TaskView.class)))
  public Response retryTask(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String task) {
    return decide(caller, request, task, "task.retry", tasks::retry);
  }

  /**
   * With the last failed task that is decided about, the job goes on. A clean-up is given up alone,
   * failed or waiting.
   */
  @POST
  @Path("/tasks/{id}/skip")
  @Operation(
      operationId = "skipTask",
      summary = "Counts a failed task of a failed job, or a clean-up, as complete")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TaskView.class)))
  public Response skipTask(
      @Auth(Scope.CLUSTERS_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("id") String task) {
    return decide(caller, request, task, "task.skip", tasks::skip);
  }

  private interface Decision {
    void on(Handle tx, Caller caller, TaskId id);
  }

  private Response decide(
      Caller caller, ContainerRequestContext request, String task, String name, Decision decision) {
    TaskId id = id(task, TaskId::parse);
    Response answer =
        idempotency.execute(
            request,
            caller,
            task,
            name,
            tx -> {
              decision.on(tx, caller, id);
              return Reply.of(200, reads.task(tx, caller, id));
            });
    jobs.changed(id.job());
    return answer;
  }

  static <T> T id(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, e.getMessage() + ".");
    }
  }
}
