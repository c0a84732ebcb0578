package io.cooperage.provisioner.rest;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.client.ApiException;
import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.RetryPolicy;
import io.cooperage.client.UnreachableException;
import io.cooperage.provisioner.worker.ServerException;
import io.cooperage.provisioner.worker.WorkerApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The worker's calls through the HTTP client, each tried once: the worker itself decides about
 * repeating, because it knows its lease. Thread-safe.
 */
public final class RestWorkerApi implements WorkerApi {
  private static final Duration BEAT_TIMEOUT = Duration.ofMillis(1500);

  private final CooperageClient client;
  private final CooperageClient hasty;

  public RestWorkerApi(ClientConfig config) {
    ClientConfig once = config.withRetry(RetryPolicy.none());
    this.client = new CooperageClient(once);
    this.hasty =
        new CooperageClient(once.withConnectTimeout(BEAT_TIMEOUT).withAttemptTimeout(BEAT_TIMEOUT));
  }

  @Override
  public WorkerSession register(WorkerRegistration registration)
      throws ServerException, InterruptedException {
    return ask(() -> client.workers().register(registration));
  }

  @Override
  public HeartbeatAnswer heartbeat(String session, Heartbeat heartbeat)
      throws ServerException, InterruptedException {
    return ask(() -> hasty.workers().heartbeat(session, heartbeat));
  }

  @Override
  public TakeAnswer take(String session, TakeRequest request)
      throws ServerException, InterruptedException {
    CompletableFuture<TakeAnswer> poll = client.workers().take(session, request);
    try {
      return poll.get();
    } catch (InterruptedException e) {
      poll.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refusal) {
        throw Failures.of(refusal);
      }
      throw new ServerException(
          ServerException.Kind.TRY_AGAIN, String.valueOf(e.getCause().getMessage()), e);
    }
  }

  @Override
  public void finish(TaskId task, TaskResult result) throws ServerException, InterruptedException {
    ask(
        () -> {
          client.tasks().finish(task, result);
          return result;
        });
  }

  @Override
  public void deregister(String session) throws ServerException, InterruptedException {
    ask(
        () -> {
          hasty.workers().leave(session);
          return session;
        });
  }

  private static <T> T ask(Supplier<T> call) throws ServerException, InterruptedException {
    try {
      return call.get();
    } catch (ApiException e) {
      throw Failures.of(e);
    } catch (UnreachableException e) {
      throw Failures.of(e);
    }
  }
}
