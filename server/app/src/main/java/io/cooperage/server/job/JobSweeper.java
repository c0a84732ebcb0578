package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.datacenter.Datacenters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Finds jobs of this datacenter that nobody has planned although there was time, measured from when
 * this server first saw them, on its own monotonic clock. Confined to its driver.
 */
final class JobSweeper {
  private static final int AT_ONCE = 500;

  private final Reads reads;
  private final Datacenters datacenters;
  private final Consumer<JobId> planSoon;
  private final Duration patience;
  private final LongSupplier nanos;
  private Map<JobId, Long> firstSeen = new HashMap<>();

  JobSweeper(
      Reads reads,
      Datacenters datacenters,
      Consumer<JobId> planSoon,
      Duration patience,
      LongSupplier nanos) {
    this.reads = reads;
    this.datacenters = datacenters;
    this.planSoon = planSoon;
    this.patience = patience;
    this.nanos = nanos;
  }

  void tick() {
    long now = nanos.getAsLong();
    Map<JobId, Long> seen = new HashMap<>();
    List<JobId> page = unplanned(Optional.empty());
    while (!page.isEmpty()) {
      look(page, now, seen);
      page = unplanned(Optional.of(page.get(page.size() - 1)));
    }
    firstSeen = seen;
  }

  private List<JobId> unplanned(Optional<JobId> after) {
    return reads.run(
        "job.unplanned",
        Consistency.local(),
        handle ->
            JobDao.listOfDatacenter(
                handle, datacenters.self(), List.of(JobState.NOT_SUBMITTED), after, AT_ONCE));
  }

  private void look(List<JobId> page, long now, Map<JobId, Long> seen) {
    for (JobId job : page) {
      long since = firstSeen.getOrDefault(job, now);
      if (now - since >= patience.toNanos()) {
        planSoon.accept(job);
        seen.put(job, now);
      } else {
        seen.put(job, since);
      }
    }
  }
}
