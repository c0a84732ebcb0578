package io.cooperage.server.job;

import io.cooperage.api.Assignment;
import io.cooperage.api.TaskResult;
import io.cooperage.server.testing.ServerCluster;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A worker in each datacenter, whose tasks fail or wait as a test wants it. */
final class Workshop {
  private final Staff staff;
  private final int datacenters;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  Workshop(ServerCluster servers) {
    this(servers, 3);
  }

  Workshop(ServerCluster servers, int datacenters) {
    this.staff = new Staff(servers);
    this.datacenters = datacenters;
  }

  void open() {
    for (int datacenter = 1; datacenter <= datacenters; datacenter++) {
      String name = "dc" + datacenter;
      staff.hire(datacenter, task -> run(name, task));
    }
  }

  private TaskResult run(String datacenter, Assignment task) {
    String what = what(task);
    await(held.get(what));
    await(held.get(what + "@" + task.node().number()));
    boolean fails = failing.contains(what) || failing.contains(what + "@" + task.node().number());
    TaskResult done = LoopWorker.result(task, !fails, "as the test wants it");
    return new TaskResult(
        "",
        done.token(),
        done.success(),
        done.message(),
        done.addresses(),
        Map.of(),
        task.action().name().equals("CREATE") ? Optional.of(datacenter) : Optional.empty(),
        "",
        0,
        "",
        0);
  }

  /** Such as {@code CONFIGURE front}, on all machines, or {@code DELETE@1002} on one. */
  void fail(String what) {
    failing.add(what);
  }

  void hold(String what) {
    held.put(what, new CountDownLatch(1));
  }

  /** Nothing fails or waits any more, and nothing has run. */
  void reset() {
    failing.clear();
    held.values().forEach(CountDownLatch::countDown);
    held.clear();
    staff.journal().clear();
  }

  Staff staff() {
    return staff;
  }

  /** What has run: {@code CONFIGURE front} to how often. */
  Map<String, Long> ran() {
    return staff.journal().stream()
        .map(run -> what(run.task()))
        .collect(Collectors.groupingBy(what -> what, TreeMap::new, Collectors.counting()));
  }

  void close() {
    held.values().forEach(CountDownLatch::countDown);
    staff.dismiss();
  }

  private static String what(Assignment task) {
    return (task.action().name() + " " + task.service()).strip();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
