package io.cooperage.client;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.Page;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.api.WorkerView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Workers: what provisioners say and ask. */
public final class Workers {
  private static final String WORKERS = "workers";
  private static final Duration BEYOND_THE_POLL = Duration.ofSeconds(5);
  private final Transport transport;

  Workers(Transport transport) {
    this.transport = transport;
  }

  public WorkerSession register(WorkerRegistration registration) {
    return transport.ask(Call.fenced("POST", WORKERS).json(registration), WorkerSession.class);
  }

  public HeartbeatAnswer heartbeat(String worker, Heartbeat heartbeat) {
    return transport.ask(
        Call.fenced("POST", WORKERS, worker, "heartbeat").json(heartbeat).once(),
        HeartbeatAnswer.class);
  }

  /**
   * Long poll, without blocking a thread; cancelling the future ends it. Never repeated by itself:
   * tasks whose hand-out got lost come back when the next heartbeat does not name them.
   */
  public CompletableFuture<TakeAnswer> take(String worker, TakeRequest request) {
    Call call =
        Call.fenced("POST", WORKERS, worker, "take")
            .json(request)
            .once()
            .attemptTimeout(Duration.ofMillis(request.waitMillis()).plus(BEYOND_THE_POLL));
    CompletableFuture<Answer<TakeAnswer>> poll =
        transport.send(call, ClientJson.type(TakeAnswer.class));
    CompletableFuture<TakeAnswer> tasks = poll.thenApply(Answer::body);
    tasks.whenComplete(
        (answer, failure) -> {
          if (tasks.isCancelled()) {
            poll.cancel(true);
          }
        });
    return tasks;
  }

  /** Says good-bye: what the worker still has goes to others at once. */
  public void leave(String worker) {
    transport.tell(Call.fenced("DELETE", WORKERS, worker));
  }

  /** Those of all datacenters. */
  public Page<WorkerView> list(int limit, Optional<String> after) {
    return list(Optional.empty(), WorkerLabels.NONE, limit, after);
  }

  /** Those of one datacenter, if it is given, that carry all {@code labels}. */
  public Page<WorkerView> list(
      Optional<String> datacenter, WorkerLabels labels, int limit, Optional<String> after) {
    Call call = Call.get(WORKERS);
    if (datacenter.isPresent()) {
      call = call.query("datacenter", datacenter.get());
    }
    if (!labels.values().isEmpty()) {
      call = call.query("label", labels.toString());
    }
    return transport.page(call, limit, after, WorkerView.class);
  }

  public WorkerView get(String worker) {
    return transport.ask(Call.get(WORKERS, worker), WorkerView.class);
  }

  /** It gets nothing new; what it has ends. */
  public WorkerView drain(String worker) {
    return transport.ask(Call.post(WORKERS, worker, "drain"), WorkerView.class);
  }

  public WorkerView undrain(String worker) {
    return transport.ask(Call.post(WORKERS, worker, "undrain"), WorkerView.class);
  }
}
