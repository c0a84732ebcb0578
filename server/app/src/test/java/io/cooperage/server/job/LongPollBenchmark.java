package io.cooperage.server.job;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server with a heap of 1 GiB and 1,000 workers that poll and beat: what it needs while nothing
 * is to be done, with and without them, and how soon a task of a new cluster is with one of them.
 */
public final class LongPollBenchmark {
  private static final int CREATIONS = 60;
  private static final int SECONDS = 20;

  private final CooperageClient client;
  private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(4);
  private final Map<String, Long> firstTask = new ConcurrentHashMap<>();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean stopped;

  private LongPollBenchmark(CooperageClient client) {
    this.client = client;
  }

  /**
   * @param arguments how many workers; default 1,000
   */
  public static void main(String[] arguments) throws Exception {
    int workers = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
    Path log = Files.createTempFile("long-polls-", ".log");
    try (ServerCluster site = ServerCluster.startWithoutServers(1);
        ServerProcess server = ServerProcess.start(site.configuration(1), "1g", log)) {
      site.awaitReady(1);
      CooperageClient client = site.client(1);
      Fixture.install(client);
      System.out.println("| workers | heap after a collection | threads | processor, idle |");
      System.out.println("|---:|---:|---:|---:|");
      print(server, 0);
      LongPollBenchmark benchmark = new LongPollBenchmark(client);
      benchmark.hire(workers);
      print(server, workers);
      benchmark.create();
      benchmark.stop();
    }
  }

  private static void print(ServerProcess server, int workers) throws Exception {
    double before = server.cpuSeconds();
    TimeUnit.SECONDS.sleep(SECONDS);
    double used = (server.cpuSeconds() - before) / SECONDS;
    System.out.printf(
        Locale.ROOT,
        "| %d | %d MiB | %d | %.0f %% of a core |%n",
        workers,
        server.heapAfterCollection(),
        server.threads(),
        100 * used);
  }

  private void hire(int workers) throws InterruptedException {
    for (int i = 0; i < workers; i++) {
      WorkerSession session =
          client
              .workers()
              .register(
                  new WorkerRegistration(
                      "w" + i, 1, List.of("sim"), List.of("sim"), WorkerLabels.NONE));
      beats.scheduleAtFixedRate(
          () -> beat(session.id()), i % 1000, session.heartbeatMillis(), TimeUnit.MILLISECONDS);
      poll(session.id());
    }
    TimeUnit.SECONDS.sleep(10);
  }

  private void beat(String id) {
    try {
      client.workers().heartbeat(id, new Heartbeat(1, List.of()));
    } catch (RuntimeException e) {
      failed.incrementAndGet();
    }
  }

  /** Tasks are noted and left alone. */
  private void poll(String id) {
    client
        .workers()
        .take(id, new TakeRequest(1, 1, 25_000))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                failed.incrementAndGet();
              } else {
                long now = System.nanoTime();
                answer.tasks().forEach(task -> firstTask.putIfAbsent(task.cluster().name(), now));
              }
              if (!stopped) {
                poll(id);
              }
            });
  }

  private void create() throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < CREATIONS; i++) {
      String name = "c" + i;
      client.clusters().create(Fixture.request(name, 1));
      long answered = System.nanoTime();
      long deadline = answered + TimeUnit.SECONDS.toNanos(10);
      while (!firstTask.containsKey(name) && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      if (firstTask.containsKey(name)) {
        millis.add(Math.max(0, firstTask.get(name) - answered) / 1e6);
      } else {
        failed.incrementAndGet();
      }
    }
    Collections.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "From the answer of a creation to its first task at a worker: median %.0f ms, 95 of 100 %.0f ms; failed calls: %d%n",
        millis.get(millis.size() / 2),
        millis.get(millis.size() * 95 / 100),
        failed.get());
  }

  private void stop() {
    stopped = true;
    beats.shutdownNow();
  }
}
