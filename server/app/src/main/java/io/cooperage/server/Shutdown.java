package io.cooperage.server;

import io.cooperage.server.driver.Drivers;
import io.cooperage.server.health.ServerHealth;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which a server stops: not ready → claims nothing more → what runs ends → leases are
 * handed back → HTTP stops (which waits for requests in flight).
 */
final class Shutdown implements ServerLifecycleListener, LifeCycle.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final ServerHealth health;
  private final List<Drivers> drivers;
  private final Duration notice;
  private final Duration drain;
  private final CountDownLatch never = new CountDownLatch(1);

  Shutdown(ServerHealth health, List<Drivers> drivers, ShutdownConfig config) {
    this.health = health;
    this.drivers = drivers;
    this.notice = config.notice().toJavaDuration();
    this.drain = config.drain().toJavaDuration();
  }

  @Override
  public void serverStarted(Server server) {
    server.addEventListener(this);
  }

  @Override
  public void lifeCycleStopping(LifeCycle server) {
    health.stopping();
    LOG.info("stopping: load balancers have {} ms to notice", notice.toMillis());
    try {
      boolean released = never.await(notice.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("notice over, released {}", released);
      drivers.forEach(Drivers::stopClaiming);
      for (Drivers group : drivers) {
        group.awaitIdle(drain);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
