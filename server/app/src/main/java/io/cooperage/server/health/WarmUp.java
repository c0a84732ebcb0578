package io.cooperage.server.health;

import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses, once the server can serve, until its code is warm, and only then lets it say that it
 * is ready: the requests that a load balancer sends to a server that has just started would
 * otherwise wait for it to load and compile. Whatever goes wrong, it ends, and the server is ready.
 * Where there is nothing yet to rehearse with, it is ready at once, and rehearses when there is.
 */
public final class WarmUp implements ServerLifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long PAUSE_MILLIS = 50;
  private static final long LATER_MILLIS = 3000;
  private static final int LATER = 40;

  private final ServerHealth health;
  private final Rehearsal rehearsal;
  private final WarmUpConfig config;

  /** Work as users ask for, without effect. */
  @FunctionalInterface
  public interface Rehearsal {
    /**
     * @param round counts from 0
     * @return whether there was something to be rehearsed
     */
    boolean play(int round);
  }

  public WarmUp(ServerHealth health, Rehearsal rehearsal, WarmUpConfig config) {
    this.health = health;
    this.rehearsal = rehearsal;
    this.config = config;
  }

  @Override
  public void serverStarted(Server server) {
    Thread thread = new Thread(() -> run(server), "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Server server) {
    try {
      awaitServing(server);
      int rounds = rehearse(server);
      health.warm();
      boolean wanted = config.rounds() > 0;
      for (int i = 0; wanted && rounds == 0 && i < LATER && server.isRunning(); i++) {
        Thread.sleep(LATER_MILLIS);
        rounds = rehearse(server);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      health.warm();
    }
  }

  /** As long as the node does not serve, neither would the server. */
  private void awaitServing(Server server) throws InterruptedException {
    while (health.refusal().isPresent() && server.isRunning()) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private int rehearse(Server server) {
    long begin = System.nanoTime();
    long limit = config.atMost().toJavaDuration().toNanos();
    int round = 0;
    while (round < config.rounds()
        && System.nanoTime() - begin < limit
        && server.isRunning()
        && played(round)) {
      round++;
    }
    if (round > 0) {
      LOG.info(
          "rehearsed {} creations in {} ms",
          round,
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }
    return round;
  }

  private boolean played(int round) {
    try {
      return rehearsal.play(round);
    } catch (RuntimeException e) {
      LOG.warn("the warm-up ended early: {}", e.toString());
      return false;
    }
  }
}
