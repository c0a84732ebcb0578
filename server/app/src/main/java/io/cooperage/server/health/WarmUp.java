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
 */
public final class WarmUp implements ServerLifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long PAUSE_MILLIS = 50;

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
      rehearse(server);
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

  private void rehearse(Server server) {
    long begin = System.nanoTime();
    long limit = config.atMost().toJavaDuration().toNanos();
    int round = 0;
    while (round < config.rounds() && System.nanoTime() - begin < limit && server.isRunning()) {
      if (!played(round)) {
        break;
      }
      round++;
    }
    LOG.info(
        "rehearsed {} creations in {} ms",
        round,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
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
