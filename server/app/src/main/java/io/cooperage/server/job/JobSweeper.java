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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Finds jobs of this datacenter that nobody has planned although there was time, measured from when
 * this server first saw them, on its own monotonic clock. It looks at those that have waited
 * longest, unless this server has much to plan already. Confined to its driver.
 */
final class JobSweeper {
  private static final int AT_ONCE = 500;

  private final Reads reads;
  private final Datacenters datacenters;
  private final BooleanSupplier hasTime;
  private final Consumer<List<JobId>> planSoon;
  private final Duration patience;
  private final LongSupplier nanos;
  private Map<JobId, Long> firstSeen = new HashMap<>();

  /**
   * @param hasTime whether this server knows of few jobs to plan
   */
  JobSweeper(
      Reads reads,
      Datacenters datacenters,
      BooleanSupplier hasTime,
      Consumer<List<JobId>> planSoon,
      Duration patience,
      LongSupplier nanos) {
    this.reads = reads;
    this.datacenters = datacenters;
    this.hasTime = hasTime;
    this.planSoon = planSoon;
    this.patience = patience;
    this.nanos = nanos;
  }

  void tick() {
    if (!hasTime.getAsBoolean()) {
      return;
    }
    long now = nanos.getAsLong();
    Map<JobId, Long> seen = new HashMap<>();
    for (JobId job : unplanned()) {
      seen.put(job, firstSeen.getOrDefault(job, now));
    }
    firstSeen = seen;
    planSoon.accept(
        seen.entrySet().stream()
            .filter(job -> now - job.getValue() >= patience.toNanos())
            .map(Map.Entry::getKey)
            .toList());
  }

  private List<JobId> unplanned() {
    return reads.run(
        "job.unplanned",
        Consistency.local(),
        handle ->
            JobDao.listOfDatacenter(
                handle,
                datacenters.self(),
                List.of(JobState.NOT_SUBMITTED),
                Optional.empty(),
                AT_ONCE));
  }
}
