package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Poll;
import io.cooperage.galera.recovery.StateTransfer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Watches, from its making on, how a datacenter comes back; the answer waits until it is whole. */
final class Homecoming implements Supplier<StartReport> {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final LabParts parts;
  private final Datacenter datacenter;
  private final long begin = System.nanoTime();
  private final Daemon node;
  private final long offset;
  private final CompletableFuture<Duration> synced;

  Homecoming(LabParts parts, Datacenter datacenter) {
    this.parts = parts;
    this.datacenter = datacenter;
    this.node = parts.galera().daemon(datacenter);
    this.offset = node.logLength();
    this.synced = CompletableFuture.supplyAsync(this::untilSynced);
  }

  private Duration untilSynced() {
    Poll.until(LONGEST, () -> parts.galera().synced(datacenter));
    return passed();
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * How it came back.
   *
   * @throws LabException if a part of it does not become ready
   */
  @Override
  public StartReport get() {
    Duration untilSynced = synced.join();
    for (Part part : parts.of(Component.everything())) {
      part.awaitReady(datacenter);
    }
    return new StartReport(
        datacenter.name(), passed(), untilSynced, StateTransfer.read(node.logSince(offset)));
  }
}
