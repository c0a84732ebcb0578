package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.galera.recovery.StateTransfer;
import java.time.Duration;
import java.util.Set;

/** Brings back what was killed in a datacenter, each part as soon as what it needs is there. */
final class DatacenterStart {

  private final LabParts parts;

  DatacenterStart(LabParts parts) {
    this.parts = parts;
  }

  StartReport run(Datacenter datacenter, Set<Component> components) {
    long begin = System.nanoTime();
    Daemon node = parts.galera().daemon(datacenter);
    long offset = node.logLength();
    Duration synced = Duration.ZERO;
    for (Part part : parts.of(components)) {
      part.start(datacenter);
    }
    if (components.contains(Component.GALERA)) {
      parts.galera().awaitReady(datacenter);
      synced = since(begin);
    }
    StateTransfer transfer = StateTransfer.read(node.logSince(offset));
    for (Part part : parts.of(components)) {
      // A server that gave up while the database was away is started once more.
      part.start(datacenter);
      part.awaitReady(datacenter);
    }
    return new StartReport(datacenter.name(), since(begin), synced, transfer);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
