package io.cooperage.server.job;

import io.cooperage.api.WorkerLabels;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Times a round of hand-outs of 16 tasks on a local node, with few and with many tasks waiting, of
 * one tenant and of many, that can be run and that cannot. Its values are medians of 20 rounds
 * each.
 */
public final class QueueBenchmark {
  private static final int WARM_UP = 100;
  private static final int REPEATS = 5;
  private static final int ROUNDS = 20;
  private static final int ROUND = 16;

  private final JobStore store;
  private final FigureWriter figures;

  private QueueBenchmark(JobStore store, FigureWriter figures) {
    this.store = store;
    this.figures = figures;
  }

  public static void main(String[] arguments) {
    try (JobStore store = JobStore.start()) {
      store.datacenter("dc1", 1, "up", 1);
      new QueueBenchmark(store, FigureWriter.open()).run();
    }
  }

  private void run() {
    List<Double> few = time(16, 1, 0);
    figures.write(figure("few", "16 of one tenant", few));
    compare("many", "1,000 of one tenant", time(1000, 1, 0), few);
    compare("most", "100,000 of one tenant", time(100_000, 1, 0), few);
    compare("unfit", "16, and 100,000 for which there is no worker", time(16, 1, 100_000), few);
    List<Double> tenants = time(160, 10, 0);
    compare("few-tenants", "16 each of 10 tenants", tenants, few);
    compare("most-tenants", "10,000 each of 10 tenants", time(100_000, 10, 0), few);
    compare("thousand-tenants", "100 each of 1,000 tenants", time(100_000, 1000, 0), few);
  }

  private void compare(String id, String waiting, List<Double> times, List<Double> few) {
    figures.write(figure(id, waiting, times).comparedWith("16 of one tenant wait", few));
  }

  private static Figure figure(String id, String waiting, List<Double> times) {
    return Figure.of(
        "queue." + id, "a hand-out of 16 tasks while there wait " + waiting, "ms", times);
  }

  private List<Double> time(int waiting, int tenants, int unfit) {
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
    fill(0, waiting, tenants, JobStore.PLUGIN);
    fill(waiting, unfit, tenants, "automator/nobody");
    store.run(tx -> tx.execute("ANALYZE TABLE task"));
    List<Double> times = new ArrayList<>();
    TaskQueue queue = store.queue();
    Offer offer = new Offer("w", 1, Set.of(JobStore.PLUGIN), WorkerLabels.NONE, ROUND);
    for (int i = 0; i < WARM_UP + REPEATS * ROUNDS; i++) {
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
    return IntStream.range(0, REPEATS)
        .mapToObj(i -> times.subList(i * ROUNDS, (i + 1) * ROUNDS).stream().sorted().toList())
        .map(part -> part.get(ROUNDS / 2))
        .toList();
  }

  private void fill(int from, int count, int tenants, String plugin) {
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
