package io.cooperage.server.job;

import io.cooperage.api.WorkerLabels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Times a round of hand-outs of 16 tasks on a local node, with few and with many tasks waiting, of
 * one tenant and of many, that can be run and that cannot. Prints medians, in milliseconds.
 */
public final class QueueBenchmark {
  private static final int WARM_UP = 100;
  private static final int REPEATS = 101;
  private static final int ROUND = 16;

  private QueueBenchmark() {}

  public static void main(String[] arguments) {
    System.out.println("| tasks that wait | median ms | 9 of 10 ms |");
    System.out.println("|---|---:|---:|");
    try (JobStore store = JobStore.start()) {
      store.datacenter("dc1", 1, "up", 1);
      measure(store, "16 of one tenant", 16, 1, 0);
      measure(store, "1,000 of one tenant", 1000, 1, 0);
      measure(store, "100,000 of one tenant", 100_000, 1, 0);
      measure(store, "16, and 100,000 for which there is no worker", 16, 1, 100_000);
      measure(store, "16 each of 10 tenants", 160, 10, 0);
      measure(store, "10,000 each of 10 tenants", 100_000, 10, 0);
      measure(store, "100 each of 1,000 tenants", 100_000, 1000, 0);
    }
  }

  private static void measure(JobStore store, String shape, int waiting, int tenants, int unfit) {
    store.run(
        tx -> {
          tx.execute("DELETE FROM task");
          tx.execute("DELETE FROM job");
          return tx.execute(
              "INSERT INTO job (cluster_id, number, operation, state, datacenter, epoch, tenant,"
                  + " request, created_at)"
                  + " VALUES (1, 1, 'create', 'running', 'dc1', 1, 'acme', '{}',"
                  + " UTC_TIMESTAMP(3))");
        });
    fill(store, 0, waiting, tenants, JobStore.PLUGIN);
    fill(store, waiting, unfit, tenants, "automator/nobody");
    store.run(tx -> tx.execute("ANALYZE TABLE task"));
    List<Double> times = new ArrayList<>();
    TaskQueue queue = store.queue();
    Offer offer = new Offer("w", 1, Set.of(JobStore.PLUGIN), WorkerLabels.NONE, ROUND);
    for (int i = 0; i < WARM_UP + REPEATS; i++) {
      long begin = System.nanoTime();
      int taken = queue.take(List.of(offer)).size();
      double millis = (System.nanoTime() - begin) / 1e6;
      if (taken != ROUND) {
        throw new IllegalStateException(taken + " taken, not " + ROUND);
      }
      if (i >= WARM_UP) {
        times.add(millis);
      }
      store.run(
          tx ->
              tx.execute(
                  "UPDATE task SET state = 'not_submitted', queue = 'dc1'"
                      + " WHERE state = 'in_progress'"));
    }
    Collections.sort(times);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f |%n",
        shape,
        times.get(REPEATS / 2),
        times.get(REPEATS * 9 / 10));
  }

  private static void fill(JobStore store, int from, int count, int tenants, String plugin) {
    for (int part = from; part < from + count; part += 10_000) {
      int first = part + 1;
      int last = Math.min(from + count, part + 10_000);
      store.run(
          tx ->
              tx.execute(
                  "INSERT INTO task (cluster_id, job_number, number, action, node_number, plugin,"
                      + " stage, successors, predecessors, waiting_on, state, queue, not_before,"
                      + " tenant)"
                      + " SELECT 1, 1, seq, 'install', seq, ?, 0, '', 0, 0, 'not_submitted',"
                      + " 'dc1', UTC_TIMESTAMP(3), CONCAT('t', seq % ?) FROM seq_"
                      + first
                      + "_to_"
                      + last,
                  plugin,
                  tenants));
    }
  }
}
