package io.cooperage.provisioner.worker;

import io.cooperage.api.Assignment;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers in memory, which can be told to be silent, forgetful or to refuse. Thread-safe. */
final class FakeServers implements WorkerApi {
  static final long LEASE_MILLIS = 4000;

  final LinkedBlockingQueue<Assignment> queue = new LinkedBlockingQueue<>();
  final List<TaskResult> accepted = new CopyOnWriteArrayList<>();
  final List<String> left = new CopyOnWriteArrayList<>();
  final List<Heartbeat> beats = new CopyOnWriteArrayList<>();
  final Map<TaskRef, Long> handOuts = new ConcurrentHashMap<>();
  final List<TaskRef> revoked = new CopyOnWriteArrayList<>();
  final AtomicInteger sessions = new AtomicInteger();
  final AtomicInteger refusedFinishes = new AtomicInteger();
  volatile boolean silent;
  volatile boolean forgetful;
  volatile boolean stale;

  @Override
  public WorkerSession register(WorkerRegistration registration) throws ServerException {
    answer();
    forgetful = false;
    return new WorkerSession("s" + sessions.incrementAndGet(), "dc1", 20, LEASE_MILLIS);
  }

  @Override
  public HeartbeatAnswer heartbeat(String session, Heartbeat heartbeat) throws ServerException {
    answer();
    requireKnown();
    beats.add(heartbeat);
    return new HeartbeatAnswer(List.copyOf(revoked));
  }

  @Override
  public TakeAnswer take(String session, TakeRequest request)
      throws ServerException, InterruptedException {
    answer();
    requireKnown();
    List<Assignment> tasks = new ArrayList<>();
    Assignment first = queue.poll(request.waitMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      tasks.add(first);
      queue.drainTo(tasks, request.max() - 1);
    }
    tasks.forEach(task -> handOuts.put(new TaskRef(task.task(), task.token()), request.poll()));
    return new TakeAnswer(tasks);
  }

  @Override
  public void finish(TaskId task, TaskResult result) throws ServerException {
    answer();
    if (stale) {
      throw new ServerException(ServerException.Kind.STALE, "stale_token", null);
    }
    if (refusedFinishes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new ServerException(ServerException.Kind.TRY_AGAIN, "not now", null);
    }
    accepted.add(result);
  }

  @Override
  public void deregister(String session) throws ServerException {
    answer();
    left.add(session);
  }

  private void answer() throws ServerException {
    if (silent) {
      throw new ServerException(ServerException.Kind.TRY_AGAIN, "nobody answers", null);
    }
  }

  private void requireKnown() throws ServerException {
    if (forgetful) {
      throw new ServerException(ServerException.Kind.UNKNOWN, "no such session", null);
    }
  }
}
