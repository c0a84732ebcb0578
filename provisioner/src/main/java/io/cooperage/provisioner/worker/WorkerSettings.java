package io.cooperage.provisioner.worker;

import io.cooperage.api.WorkerLabels;
import java.time.Duration;

/**
 * How a worker works. {@code leaseMargin}: so long before the servers may give its tasks away does
 * it stop them. {@code pollWait}: how long a long poll lasts. {@code grace}: how long a stop waits
 * for what runs.
 */
public record WorkerSettings(
    String name,
    int capacity,
    WorkerLabels labels,
    Duration pollWait,
    Duration leaseMargin,
    Duration grace) {}
