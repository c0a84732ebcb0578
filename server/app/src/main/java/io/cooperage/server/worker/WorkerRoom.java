package io.cooperage.server.worker;

import io.cooperage.api.TaskResult;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.driver.Courtesy;
import io.cooperage.server.driver.Driver;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.job.Finish;
import io.cooperage.server.job.HandOut;
import io.cooperage.server.job.JobRoom;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.job.Offer;
import io.cooperage.server.resource.ResourceService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;

/** Builds this room. */
public final class WorkerRoom {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Needs needs;
  private final WorkerService service;
  private final WorkerRoll roll;
  private final FinishBatcher batcher;
  private final Dispatcher dispatcher;
  private final Driver dispatching;

  /**
   * What this room is built from.
   *
   * @param server the name of this server in its datacenter
   * @param finisher has one thread
   */
  public record Needs(
      Transactions transactions,
      Reads reads,
      Datacenters datacenters,
      Leadership leadership,
      WakeUps wakeUps,
      Drivers drivers,
      Courtesy courtesy,
      CuratorFramework zookeeper,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets,
      ResourceService resources,
      JobRoom jobs,
      AuditLog audit,
      Outbox outbox,
      Idempotency idempotency,
      String server,
      Duration taskTimeout,
      Executor finisher) {}

  public WorkerRoom(Needs needs, WorkerConfig config) {
    this.needs = needs;
    SessionStore sessions = new SessionStore(needs.zookeeper(), needs.leadership()::isDegraded);
    this.batcher = new FinishBatcher(needs.jobs().finishing(), needs.finisher(), this::released);
    Assignments assignments =
        new Assignments(
            needs.reads(),
            needs.clusters(),
            needs.nodes(),
            needs.secrets(),
            needs.resources(),
            needs.taskTimeout());
    this.dispatcher =
        new Dispatcher(source(needs.jobs(), assignments), this::fail, System::nanoTime);
    this.dispatching =
        needs.drivers().every("task-dispatcher", LOOK, this::dispatch).yieldingBy(needs.courtesy());
    needs.drivers().onStopClaiming(dispatcher::close);
    needs.wakeUps().listen(JobRoom.TASKS, this::look);
    this.service =
        new WorkerService(
            sessions,
            new Readmission(needs.transactions(), needs.reads(), needs.datacenters().self()),
            dispatcher,
            dispatching::nudge,
            needs.jobs().lostTasks(),
            needs.datacenters(),
            config);
    this.roll =
        new WorkerRoll(
            needs.transactions(),
            needs.reads(),
            needs.audit(),
            needs.outbox(),
            config.lease().toJavaDuration(),
            service::lastSeen);
    WorkerReaper reaper =
        new WorkerReaper(
            sessions,
            needs.jobs().lostTasks(),
            needs.datacenters(),
            needs.leadership(),
            roll,
            new BeatBoard(
                needs.transactions(), needs.reads(), needs.datacenters().self(), needs.server()),
            config.lease().toJavaDuration());
    needs
        .drivers()
        .every(
            "worker-reaper",
            config.heartbeat().toJavaDuration().dividedBy(2),
            needs.leadership()::isLeader,
            reaper::tick);
  }

  /** The resources of this room. */
  public List<Object> resources() {
    return List.of(
        new WorkerResource(service),
        new RollResource(roll, needs.idempotency()),
        new FinishResource(batcher));
  }

  private static Dispatcher.Source source(JobRoom jobs, Assignments assignments) {
    return new Dispatcher.Source() {
      @Override
      public boolean isWaiting() {
        return jobs.queue().isWaiting();
      }

      @Override
      public List<HandOut> take(List<Offer> offers) {
        return jobs.queue().take(offers);
      }

      @Override
      public List<Assignments.Made> assign(List<HandOut> taken) {
        return assignments.make(taken);
      }

      @Override
      public void putBack(List<Held> undelivered, String why) {
        jobs.lostTasks().putBack(undelivered, why);
      }
    };
  }

  private void dispatch() {
    if (dispatcher.round()) {
      look();
    }
  }

  private void look() {
    dispatcher.signal();
    dispatching.nudge();
  }

  /** The other server hears of it only if nobody here could take it all. */
  private void released(Set<String> datacenters) {
    if (datacenters.isEmpty()) {
      return;
    }
    if (datacenters.contains(needs.datacenters().self())) {
      boolean roomHere = dispatcher.room() > 0;
      look();
      if (roomHere) {
        return;
      }
    }
    needs.wakeUps().signal(JobRoom.TASKS);
  }

  /** Nobody can run it: it counts as a failed attempt. */
  private void fail(Assignments.Made made) {
    TaskResult result =
        new TaskResult(
            made.handOut().worker(),
            made.handOut().token(),
            false,
            made.problem(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "",
            0,
            "",
            0);
    batcher.submit(new Finish(made.handOut().task(), result));
  }
}
