package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.Scope;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.ForWorkers;
import io.cooperage.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What workers say and ask over HTTP. */
@ForWorkers
@Path("/v3/workers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WorkerResource {
  private static final long BEYOND = 2_000;

  private final WorkerService workers;

  WorkerResource(WorkerService workers) {
    this.workers = workers;
  }

  @POST
  @Operation(operationId = "registerWorker", summary = "Begins the session of a worker")
  public WorkerSession register(
      @Auth(Scope.WORK) Caller caller, @NotNull WorkerRegistration registration) {
    return workers.register(registration);
  }

  @POST
  @Path("/{id}/heartbeat")
  @Operation(
      operationId = "sendHeartbeat",
      summary = "Keeps a session; answers which tasks to cancel")
  public HeartbeatAnswer heartbeat(
      @Auth(Scope.WORK) Caller caller, @PathParam("id") String id, @NotNull Heartbeat heartbeat) {
    return workers.heartbeat(id, heartbeat);
  }

  @POST
  @Path("/{id}/take")
  @Operation(operationId = "takeTasks", summary = "Waits for tasks; none after the time-out")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TakeAnswer.class)))
  public void take(
      @Auth(Scope.WORK) Caller caller,
      @PathParam("id") String id,
      @NotNull TakeRequest request,
      @Suspended AsyncResponse response) {
    if (request.max() < 1 || request.max() > 1000 || request.waitMillis() < 0) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "max is %d and waitMillis %d; max must be 1 to 1000 and waitMillis 0 or more."
              .formatted(request.max(), request.waitMillis()));
    }
    Dispatcher.Poll poll =
        workers.poll(id, request, tasks -> response.resume(new TakeAnswer(tasks)));
    response.setTimeout(workers.waitOf(request).toMillis() + BEYOND, TimeUnit.MILLISECONDS);
    response.setTimeoutHandler(
        late -> {
          workers.forget(poll);
          late.resume(new TakeAnswer(List.of()));
        });
    workers.park(poll);
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "leaveWorker", summary = "Ends the session of a worker")
  public void leave(@Auth(Scope.WORK) Caller caller, @PathParam("id") String id) {
    workers.leave(id);
  }
}
