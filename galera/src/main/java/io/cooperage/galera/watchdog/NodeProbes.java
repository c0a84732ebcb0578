package io.cooperage.galera.watchdog;

import io.cooperage.galera.node.NodeConnector;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import java.time.Duration;
import java.util.Optional;

/** Looks at a node from all sides, none of which can hold up the others. */
final class NodeProbes implements AutoCloseable {

  private final WatchdogLimits limits;
  private final Probe<Long> canary;
  private final Probe<View> status;
  private final Probe<Duration> disk;
  private final long begin = System.nanoTime();
  private Optional<NodeProcess> viewed = Optional.empty();
  private final LastView view = new LastView(begin);

  NodeProbes(WatchdogConfig config) {
    this.limits = config.limits();
    NodeConnector connector = new NodeConnector(config.database());
    this.canary =
        new Probe<>(
            "watchdog-canary", limits.canaryPace(), new CanaryCommit(connector, config.node()));
    this.status = new Probe<>("watchdog-status", limits.interval(), new StatusQuery(connector));
    this.disk =
        new Probe<>("watchdog-disk", limits.interval(), new DiskTrial(config.dataDirectory()));
  }

  Sample look(NodeProcess process) {
    long now = System.nanoTime();
    Probe.Reading<View> answer = status.reading();
    see(process, answer, now);
    return new Sample(
        Duration.ofNanos(now - begin),
        canaryAt(now),
        diskAt(now),
        answer.succeeded() && !answer.late(limits.statusLimit(), now),
        process.stopped(),
        process.writes(),
        view.view(),
        view.age(now),
        view.groupAge(now));
  }

  private void see(NodeProcess process, Probe.Reading<View> answer, long now) {
    if (!viewed.equals(Optional.of(process))) {
      viewed = Optional.of(process);
      view.forget(now);
    }
    answer.last().ifPresent(done -> done.result().ifPresent(said -> view.told(said, done.begun())));
  }

  /** The last canary, for figures. */
  Optional<Probe.Done<Long>> lastCanary() {
    return canary.reading().last();
  }

  private Canary canaryAt(long now) {
    Probe.Reading<Long> reading = canary.reading();
    if (reading.late(limits.canaryLimit(), now)) {
      return Canary.LATE;
    }
    return reading.succeeded() ? Canary.IN_TIME : Canary.REFUSED;
  }

  Disk disk() {
    return diskAt(System.nanoTime());
  }

  /** One that took long and is over shows a disk that goes on. */
  private Disk diskAt(long now) {
    Probe.Reading<Duration> reading = disk.reading();
    if (reading.hangs(limits.diskLimit(), now)) {
      return Disk.HANGS;
    }
    return reading.succeeded() ? Disk.WELL : Disk.REFUSES;
  }

  @Override
  public void close() {
    canary.close();
    status.close();
    disk.close();
  }
}
