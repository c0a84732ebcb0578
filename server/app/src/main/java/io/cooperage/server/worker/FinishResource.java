package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Scope;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.ForWorkers;
import io.cooperage.server.job.Finish;
import io.cooperage.server.job.Verdict;
import io.cooperage.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionException;

/** Results of tasks over HTTP; answered when they are committed. */
@ForWorkers
@Path("/v3/tasks/{id}/finish")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class FinishResource {
  private final FinishBatcher batcher;

  FinishResource(FinishBatcher batcher) {
    this.batcher = batcher;
  }

  @POST
  @Operation(
      operationId = "finishTask",
      summary = "Takes the result of a task; answered when it is committed")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TaskRef.class)))
  public void finish(
      @Auth(Scope.WORK) Caller caller,
      @PathParam("id") String id,
      @NotNull TaskResult result,
      @Suspended AsyncResponse response) {
    TaskId task = parse(id);
    WorkerRules.check(result);
    batcher
        .submit(new Finish(task, result))
        .whenComplete((verdict, failure) -> answer(response, task, result, verdict, failure));
  }

  private static void answer(
      AsyncResponse response, TaskId task, TaskResult result, Verdict verdict, Throwable failure) {
    if (failure != null) {
      response.resume(failure instanceof CompletionException ? failure.getCause() : failure);
      return;
    }
    switch (verdict) {
      case ACCEPTED, REPEATED -> response.resume(new TaskRef(task, result.token()));
      case STALE ->
          response.resume(
              new ProblemException(
                  ErrorCode.STALE_TOKEN,
                  ("Token %s of task %s is not good any more: the task was handed to another worker"
                          + " or ended. The result is kept as evidence and does not count; drop it.")
                      .formatted(result.token(), task)));
      case UNKNOWN ->
          response.resume(
              new ProblemException(ErrorCode.NOT_FOUND, "There is no task " + task + "."));
    }
  }

  private static TaskId parse(String id) {
    try {
      return TaskId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, e.getMessage() + ".");
    }
  }
}
