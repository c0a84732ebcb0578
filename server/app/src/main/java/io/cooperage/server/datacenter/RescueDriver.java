package io.cooperage.server.datacenter;

import io.cooperage.server.datacenter.DatacenterWatch.View;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves jobs to where they can go on: those of lost datacenters, those that this datacenter left
 * behind under an older epoch, while it drains all of its own, and what still comes up in drained
 * datacenters, whose servers may be off. Does again what another server began and did not finish.
 * Thread-safe.
 */
public final class RescueDriver {
  private static final Logger LOG = LoggerFactory.getLogger(RescueDriver.class);
  private static final int BATCHES = 50;

  private final DatacenterWatch watch;
  private final DatacenterService datacenters;
  private final Takeover takeover;

  public RescueDriver(DatacenterWatch watch, DatacenterService datacenters, Takeover takeover) {
    this.watch = watch;
    this.datacenters = datacenters;
    this.takeover = takeover;
  }

  /** One tick of the driver. */
  public void tick() {
    View view = watch.view();
    List<String> alive = watch.alive();
    if (alive.isEmpty()) {
      return;
    }
    for (DatacenterRow row : view.datacenters()) {
      if (row.state() == DatacenterState.LOST || row.name().equals(watch.self())) {
        rescue(row.name(), alive);
      }
      if (row.state() == DatacenterState.DRAINED) {
        takeover.handOver(row.name(), alive);
      }
    }
    view.find(watch.self())
        .filter(row -> row.state() == DatacenterState.DRAINING)
        .ifPresent(row -> handOver(row, alive));
  }

  private void rescue(String lost, List<String> alive) {
    int moved = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      int now = takeover.takeOver(lost, alive);
      if (now == 0) {
        break;
      }
      moved += now;
    }
    if (moved > 0) {
      LOG.info("took over {} jobs of datacenter {}", moved, lost);
    }
  }

  private void handOver(DatacenterRow draining, List<String> alive) {
    if (takeover.handOver(draining.name(), alive) == 0) {
      datacenters.drained(draining);
    }
  }
}
