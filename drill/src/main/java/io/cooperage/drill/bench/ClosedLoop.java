package io.cooperage.drill.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that each send the next write when one is answered.
 *
 * @param done writes in all
 * @param failures message to how often; those writes are not counted
 */
record ClosedLoop(long done, double seconds, Map<String, Integer> failures) {

  private static final double MOST_FAILURES = 0.01;

  /** One client; used by one thread. */
  interface Client {

    /** Writes, and returns when it is committed. */
    void write() throws Exception;
  }

  /**
   * @throws IllegalStateException if more than one in a hundred writes failed: the rate means
   *     nothing then
   */
  static ClosedLoop run(List<? extends Client> clients, Duration duration)
      throws InterruptedException {
    Map<String, Integer> failures = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    long begin = System.nanoTime();
    long end = begin + duration.toNanos();
    long done = 0;
    try {
      List<Callable<Long>> loops =
          clients.stream()
              .<Callable<Long>>map(client -> () -> loop(client, end, failures))
              .toList();
      for (Future<Long> loop : threads.invokeAll(loops)) {
        done += loop.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client of the measurement failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return new ClosedLoop(done, (System.nanoTime() - begin) / 1e9, new TreeMap<>(failures))
        .checked();
  }

  private static long loop(Client client, long end, Map<String, Integer> failures) {
    long done = 0;
    while (System.nanoTime() < end) {
      try {
        client.write();
        done++;
      } catch (Exception e) {
        failures.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
      }
    }
    return done;
  }

  private ClosedLoop checked() {
    int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
    if (failed > done * MOST_FAILURES) {
      throw new IllegalStateException(
          "%d writes failed and %d did not: %s".formatted(failed, done, failures));
    }
    return this;
  }

  double rate() {
    return done / seconds;
  }
}
