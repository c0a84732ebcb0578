package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.job.LostTasks;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.job.Offer;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registration, heartbeats and polls of the workers of this datacenter. Thread-safe. */
final class WorkerService {
  private final SessionStore sessions;
  private final Readmission readmission;
  private final Dispatcher dispatcher;
  private final Runnable nudge;
  private final LostTasks lostTasks;
  private final Datacenters datacenters;
  private final WorkerConfig config;
  private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

  WorkerService(
      SessionStore sessions,
      Readmission readmission,
      Dispatcher dispatcher,
      Runnable nudge,
      LostTasks lostTasks,
      Datacenters datacenters,
      WorkerConfig config) {
    this.sessions = sessions;
    this.readmission = readmission;
    this.dispatcher = dispatcher;
    this.nudge = nudge;
    this.lostTasks = lostTasks;
    this.datacenters = datacenters;
    this.config = config;
  }

  WorkerSession register(WorkerRegistration registration) {
    WorkerRules.check(registration);
    String id = SessionId.next(registration.name());
    readmission.admit(id, registration);
    sessions.register(id, new Session(registration, 0, List.of()));
    lastSeen.put(id, System.nanoTime());
    return new WorkerSession(
        id,
        datacenters.self(),
        config.heartbeat().toMilliseconds(),
        config.lease().toMilliseconds());
  }

  /** Counts a beat, and says which of the worker's tasks are not its own any more. */
  HeartbeatAnswer heartbeat(String id, Heartbeat heartbeat) {
    WorkerRules.check(heartbeat);
    List<TaskRef> running = heartbeat.running();
    if (!sessions.beat(id, session(id).after(heartbeat))) {
      throw unknown(id);
    }
    lastSeen.put(id, System.nanoTime());
    Map<TaskId, String> tokens = new HashMap<>();
    running.forEach(task -> tokens.put(task.task(), task.token()));
    Set<TaskId> revoked = new HashSet<>(lostTasks.revoked(tokens));
    return new HeartbeatAnswer(
        running.stream().filter(task -> revoked.contains(task.task())).toList());
  }

  Dispatcher.Poll poll(String id, TakeRequest request, Dispatcher.Answer answer) {
    Offer offer = offer(id, request);
    return new Dispatcher.Poll(offer, System.nanoTime() + waitOf(request).toNanos(), answer);
  }

  private Offer offer(String id, TakeRequest request) {
    Session session = session(id);
    return new Offer(
        id, request.poll(), session.plugins(), session.registration().labels(), request.max());
  }

  Duration waitOf(TakeRequest request) {
    return Duration.ofMillis(Math.min(request.waitMillis(), config.longestPoll().toMilliseconds()));
  }

  void park(Dispatcher.Poll poll) {
    dispatcher.park(poll);
    nudge.run();
  }

  void forget(Dispatcher.Poll poll) {
    dispatcher.forget(poll);
  }

  /** A worker ends in good order: what it still has goes to others. */
  void leave(String id) {
    sessions.remove(id);
    lastSeen.remove(id);
    List<Held> left =
        lostTasks.held(datacenters.self()).stream()
            .filter(task -> task.worker().equals(id))
            .toList();
    lostTasks.revoke(left, "its worker left");
  }

  /** Since this server heard of a worker, in milliseconds. */
  Optional<Long> lastSeen(String id) {
    return Optional.ofNullable(lastSeen.get(id))
        .map(seen -> (System.nanoTime() - seen) / 1_000_000);
  }

  private Session session(String id) {
    return sessions.find(id).orElseThrow(() -> unknown(id));
  }

  private static ProblemException unknown(String id) {
    return new ProblemException(
        ErrorCode.NOT_FOUND,
        "There is no worker session " + id + " (any more). Register again with POST /v3/workers.");
  }
}
