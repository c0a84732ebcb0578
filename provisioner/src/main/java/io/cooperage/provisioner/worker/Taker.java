package io.cooperage.provisioner.worker;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.cooperage.api.Assignment;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for as many tasks as there are free slots, one long poll at a time, and starts them. Runs on
 * a thread of its own until interrupted.
 */
final class Taker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Taker.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final WorkerApi api;
  private final SessionKeeper sessions;
  private final RunningTasks running;
  private final TaskRunner runner;
  private final Executor executor;
  private final Semaphore slots;
  private final Semaphore neverGiven = new Semaphore(0);
  private final Duration pollWait;
  private final MonotonicClock clock;
  private final Meter taken;
  private final Consumer<UncheckedIOException> broken;

  Taker(
      WorkerApi api,
      SessionKeeper sessions,
      RunningTasks running,
      TaskRunner runner,
      Executor executor,
      WorkerSettings settings,
      MonotonicClock clock,
      MetricRegistry metrics,
      Consumer<UncheckedIOException> broken) {
    this.api = api;
    this.sessions = sessions;
    this.running = running;
    this.runner = runner;
    this.executor = executor;
    this.slots = new Semaphore(settings.capacity());
    this.pollWait = settings.pollWait();
    this.clock = clock;
    this.broken = broken;
    this.taken = metrics.meter("tasks.taken");
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (takeOnce()) {
          pause = FIRST_PAUSE;
        } else {
          pause(pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                  ? pause.multipliedBy(2)
                  : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      LOG.info("No more tasks are taken");
    }
  }

  /** False: the servers cannot give any now. */
  private boolean takeOnce() throws InterruptedException {
    slots.acquire();
    int free = 1 + slots.drainPermits();
    int used = 0;
    try {
      Session session = sessions.awaitSession();
      TakeAnswer answer = take(session, free);
      if (answer == null) {
        return false;
      }
      if (!session.lease().isOver()) {
        for (Assignment assignment : answer.tasks()) {
          used++;
          start(new RunningTask(assignment, session, clock));
        }
      }
      return true;
    } finally {
      running.endPoll();
      slots.release(Math.max(0, free - used));
    }
  }

  private TakeAnswer take(Session session, int free) throws InterruptedException {
    try {
      return api.take(session.id(), new TakeRequest(running.poll(), free, pollWait.toMillis()));
    } catch (ServerException e) {
      LOG.warn("No task could be taken: {}", e.getMessage());
      if (e.kind() == ServerException.Kind.UNKNOWN) {
        sessions.forget(session);
      }
      return null;
    }
  }

  private void start(RunningTask task) {
    taken.mark();
    running.add(task);
    executor.execute(
        () -> {
          try {
            runner.run(task);
          } catch (UncheckedIOException e) {
            // Only the journal throws it. Without evidence no task may run.
            broken.accept(e);
          } finally {
            running.remove(task);
            slots.release();
          }
        });
  }

  private void pause(Duration pause) throws InterruptedException {
    neverGiven.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
