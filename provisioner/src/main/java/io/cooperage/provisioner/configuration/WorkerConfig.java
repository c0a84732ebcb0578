package io.cooperage.provisioner.configuration;

import io.cooperage.api.WorkerLabels;
import java.nio.file.Path;
import java.time.Duration;

/**
 * This worker. {@code capacity}: tasks at a time. {@code workDirectory}: the cache of resources and
 * the journal. {@code labels}: what is said of it, such as where it stands. {@code pollWait},
 * {@code leaseMargin}, {@code shutdownGrace}: see the reference.
 */
public record WorkerConfig(
    String name,
    Integer capacity,
    WorkerLabels labels,
    Path workDirectory,
    Integer cacheMegabytes,
    Duration pollWait,
    Duration leaseMargin,
    Duration shutdownGrace) {
  static final int DEFAULT_CAPACITY = 16;
  static final int DEFAULT_CACHE_MEGABYTES = 2048;
  static final Duration DEFAULT_POLL_WAIT = Duration.ofSeconds(20);
  static final Duration DEFAULT_LEASE_MARGIN = Duration.ofSeconds(1);
  static final Duration DEFAULT_SHUTDOWN_GRACE = Duration.ofSeconds(20);

  WorkerConfig withDefaults() {
    return new WorkerConfig(
        name,
        capacity == null ? Integer.valueOf(DEFAULT_CAPACITY) : capacity,
        labels == null ? WorkerLabels.NONE : labels,
        workDirectory,
        cacheMegabytes == null ? Integer.valueOf(DEFAULT_CACHE_MEGABYTES) : cacheMegabytes,
        pollWait == null ? DEFAULT_POLL_WAIT : pollWait,
        leaseMargin == null ? DEFAULT_LEASE_MARGIN : leaseMargin,
        shutdownGrace == null ? DEFAULT_SHUTDOWN_GRACE : shutdownGrace);
  }

  void check(Violations violations) {
    if (name == null || !name.matches("[\\w.-]{1,48}")) {
      violations.add(
          "worker.name",
          name == null ? "is missing" : "is \"" + name + "\"",
          "give 1 to 48 letters, digits, dots, dashes or underscores, such as dc1-p1");
    }
    if (capacity < 1 || capacity > 1000) {
      violations.add("worker.capacity", "is " + capacity, "give a number from 1 to 1000");
    }
    if (cacheMegabytes < 1 || cacheMegabytes > 1_000_000) {
      violations.add(
          "worker.cacheMegabytes",
          "is " + cacheMegabytes,
          "give a number of megabytes from 1 to 1000000");
    }
    if (workDirectory == null) {
      violations.add(
          "worker.workDirectory", "is missing", "give a directory that the provisioner may write");
    }
    violations.requireBetween(
        "worker.pollWait", pollWait, Duration.ofMillis(100), Duration.ofSeconds(55));
    violations.requireBetween(
        "worker.leaseMargin", leaseMargin, Duration.ofMillis(100), Duration.ofMinutes(5));
    violations.requireBetween(
        "worker.shutdownGrace", shutdownGrace, Duration.ZERO, Duration.ofHours(1));
  }
}
