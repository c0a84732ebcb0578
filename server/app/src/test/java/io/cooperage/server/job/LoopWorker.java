package io.cooperage.server.job;

import io.cooperage.api.Assignment;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A small real worker over HTTP whose plugins are a function. Keeps a journal of what it ran. */
public final class LoopWorker implements AutoCloseable {
  /** What ran on which machine from when to when, by the clock of this process. */
  public record Ran(Assignment task, long from, long to) {}

  private final CooperageClient client;
  private final WorkerRegistration registration;
  private final Function<Assignment, TaskResult> plugin;
  private final Queue<Ran> journal;
  private final Set<TaskRef> inHand = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final ExecutorService runs = Executors.newCachedThreadPool();
  private final Map<TaskRef, Boolean> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger stale = new AtomicInteger();
  private final AtomicLong poll = new AtomicLong(1);
  private volatile WorkerSession session;
  private volatile boolean stopped;

  private LoopWorker(
      URI url,
      String token,
      String name,
      WorkerLabels labels,
      Queue<Ran> journal,
      Function<Assignment, TaskResult> plugin) {
    this.client = new CooperageClient(url, token);
    this.registration = new WorkerRegistration(name, 8, List.of("sim"), List.of("sim"), labels);
    this.plugin = plugin;
    this.journal = journal;
  }

  public static LoopWorker start(URI url, String token, String name, Queue<Ran> journal) {
    return start(url, token, name, journal, LoopWorker::succeed);
  }

  static LoopWorker start(
      URI url,
      String token,
      String name,
      Queue<Ran> journal,
      Function<Assignment, TaskResult> plugin) {
    return start(url, token, name, WorkerLabels.NONE, journal, plugin);
  }

  static LoopWorker start(
      URI url,
      String token,
      String name,
      WorkerLabels labels,
      Queue<Ran> journal,
      Function<Assignment, TaskResult> plugin) {
    LoopWorker worker = new LoopWorker(url, token, name, labels, journal, plugin);
    worker.session = worker.client.workers().register(worker.registration);
    worker.beats.scheduleWithFixedDelay(worker::beat, 200, 500, TimeUnit.MILLISECONDS);
    worker.loop.execute(worker::poll);
    return worker;
  }

  public static Queue<Ran> journal() {
    return new ConcurrentLinkedQueue<>();
  }

  static TaskResult succeed(Assignment task) {
    return result(task, true, "done");
  }

  static TaskResult result(Assignment task, boolean success, String message) {
    Map<String, String> addresses =
        Map.of("bind_v4", "10.0.0." + task.node().number() % 250, "access_v4", "10.1.0.1");
    return new TaskResult(
        "", task.token(), success, message, addresses, Map.of(), Optional.empty(), "out", 0, "", 0);
  }

  /** Under which the servers know it. */
  String id() {
    return session.id();
  }

  int stale() {
    return stale.get();
  }

  /** The results that were answered with success: whether the task was said to have succeeded. */
  Map<TaskRef, Boolean> acknowledged() {
    return acknowledged;
  }

  Set<TaskRef> inHand() {
    return inHand;
  }

  private void beat() {
    try {
      long newest = poll.get();
      Heartbeat heartbeat = new Heartbeat(newest, List.copyOf(inHand));
      inHand.removeAll(client.workers().heartbeat(session.id(), heartbeat).cancel());
    } catch (ApiException e) {
      if (e.is(ErrorCode.NOT_FOUND) && !stopped) {
        session = client.workers().register(registration);
      }
    } catch (UnreachableException e) {
      // The server is down or restarting: the next beat tries again.
    }
  }

  private void poll() {
    while (!stopped) {
      try {
        TakeRequest request = new TakeRequest(poll.get(), 8, 1000);
        TakeAnswer answer = client.workers().take(session.id(), request).get();
        for (Assignment task : answer.tasks()) {
          inHand.add(new TaskRef(task.task(), task.token()));
          runs.execute(() -> run(task));
        }
      } catch (ExecutionException | RuntimeException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      } finally {
        poll.incrementAndGet();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Assignment task) {
    long from = System.nanoTime();
    TaskResult result = plugin.apply(task);
    journal.add(new Ran(task, from, System.nanoTime()));
    if (stopped) {
      return;
    }
    TaskRef ref = new TaskRef(task.task(), task.token());
    try {
      client.tasks().finish(task.task(), signed(result));
      acknowledged.put(ref, result.success());
    } catch (ApiException e) {
      if (e.is(ErrorCode.STALE_TOKEN)) {
        stale.incrementAndGet();
      }
    } finally {
      inHand.remove(ref);
    }
  }

  private TaskResult signed(TaskResult result) {
    return new TaskResult(
        session.id(),
        result.token(),
        result.success(),
        result.message(),
        result.addresses(),
        result.properties(),
        result.datacenter(),
        result.stdout(),
        result.stdoutDropped(),
        result.stderr(),
        result.stderrDropped(),
        result.credentials());
  }

  /** Falls silent at once, as if killed. */
  void kill() {
    stopped = true;
    beats.shutdownNow();
    loop.shutdownNow();
    runs.shutdownNow();
  }

  @Override
  public void close() {
    kill();
  }
}
