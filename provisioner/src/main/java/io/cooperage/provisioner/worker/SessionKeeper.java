package io.cooperage.provisioner.worker;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this worker registered: beats, and registers anew when the servers do not know the session
 * or its lease has ended. {@link #tick} belongs to one thread, the rest is thread-safe.
 */
final class SessionKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
  private static final Duration UNREGISTERED_PAUSE = Duration.ofMillis(500);
  private static final Duration SHORTEST_DEAD_MAN = Duration.ofSeconds(1);
  private static final Duration STOP_CANCELLED = Duration.ofSeconds(5);

  private final WorkerApi api;
  private final WorkerRegistration registration;
  private final Duration margin;
  private final RunningTasks running;
  private final MonotonicClock clock;
  private final Meter missed;
  private final Meter lost;
  private Session current;

  SessionKeeper(
      WorkerApi api,
      WorkerRegistration registration,
      Duration margin,
      RunningTasks running,
      MonotonicClock clock,
      MetricRegistry metrics) {
    this.api = api;
    this.registration = registration;
    this.margin = margin;
    this.running = running;
    this.clock = clock;
    this.missed = metrics.meter("heartbeats.missed");
    this.lost = metrics.meter("sessions.lost");
  }

  /** One beat or one attempt to register. Returns when to do the next. */
  Duration tick() throws InterruptedException {
    Session session = session().orElse(null);
    if (session != null && session.lease().isOver()) {
      abandon(session);
      session = null;
    }
    if (session != null && !beat(session)) {
      forget(session);
      session = null;
    }
    if (session == null) {
      // The first beat at once: it learns what was revoked while the servers did not know us.
      return register() == null ? UNREGISTERED_PAUSE : Duration.ZERO;
    }
    return session.heartbeat();
  }

  /** False: the servers do not know the session. */
  private boolean beat(Session session) throws InterruptedException {
    long sentAt = clock.nanos();
    try {
      running.cancel(api.heartbeat(session.id(), running.heartbeat()).cancel());
      session.lease().renew(sentAt);
      return true;
    } catch (ServerException e) {
      missed.mark();
      LOG.warn("A heartbeat was not accepted: {}", e.getMessage());
      return e.kind() != ServerException.Kind.UNKNOWN;
    }
  }

  private Session register() throws InterruptedException {
    long sentAt = clock.nanos();
    try {
      WorkerSession answer = api.register(registration);
      Duration lease = Duration.ofMillis(answer.leaseMillis());
      Duration heartbeat = Duration.ofMillis(answer.heartbeatMillis());
      Duration safe = marginWithin(lease);
      Session session =
          new Session(
              answer.id(),
              answer.datacenter(),
              heartbeat,
              deadMan(lease.minus(safe).minus(heartbeat)),
              new Lease(lease, safe, sentAt, clock));
      LOG.info(
          "Registered as {} in datacenter {}, lease {}", session.id(), session.datacenter(), lease);
      set(session);
      return session;
    } catch (ServerException e) {
      LOG.warn("Cannot register: {}", e.getMessage());
      return null;
    }
  }

  private static Duration deadMan(Duration silence) {
    return silence.compareTo(SHORTEST_DEAD_MAN) < 0 ? SHORTEST_DEAD_MAN : silence;
  }

  /** A margin that leaves at least half of the lease to work in. */
  private Duration marginWithin(Duration lease) {
    Duration half = lease.dividedBy(2);
    return margin.compareTo(half) < 0 ? margin : half;
  }

  /**
   * The lease is over: what ran under it is stopped, and when it has ended the servers need not
   * wait any longer. If it does not end they are told nothing and wait for the lease.
   */
  private void abandon(Session session) throws InterruptedException {
    forget(session);
    running.cancelOverdue();
    if (!running.awaitNone(STOP_CANCELLED)) {
      LOG.warn("The session {} is not handed back: its tasks do not end", session.id());
      return;
    }
    try {
      api.deregister(session.id());
    } catch (ServerException e) {
      LOG.info("The session {} ends by itself: {}", session.id(), e.getMessage());
    }
  }

  /** Another thread has learned that the servers do not know this session. */
  synchronized void forget(Session session) {
    if (current == session) {
      lost.mark();
      LOG.warn("The session {} is lost", session.id());
      current = null;
    }
  }

  private synchronized void set(Session session) {
    current = session;
    notifyAll();
  }

  synchronized Optional<Session> session() {
    return Optional.ofNullable(current);
  }

  synchronized Session awaitSession() throws InterruptedException {
    while (current == null) {
      wait();
    }
    return current;
  }

  /** Hands back the session, and with it whatever it still has. */
  void deregister() throws InterruptedException {
    Session session = session().orElse(null);
    if (session == null) {
      return;
    }
    session.lease().end();
    synchronized (this) {
      current = null;
    }
    try {
      api.deregister(session.id());
    } catch (ServerException e) {
      LOG.warn("Cannot hand back session {}: {}", session.id(), e.getMessage());
    }
  }
}
