package io.cooperage.server.job;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final int SECONDS = 10;
  private static final int REPEATS = 3;
  private static final double HEAP_WANTED = 1024;

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
      Needs without = Needs.of(server);
      LongPollBenchmark benchmark = new LongPollBenchmark(client);
      benchmark.hire(workers);
      Needs with = Needs.of(server);
      FigureWriter figures = FigureWriter.open();
      figures.write(with.figures(workers, without));
      figures.write(benchmark.create());
      benchmark.stop();
    }
    Files.deleteIfExists(log);
    System.exit(0);
  }

  /** What a server needs while there is nothing to do; {@code processor} in percent of a core. */
  private record Needs(List<Double> heap, List<Double> threads, List<Double> processor) {

    static Needs of(ServerProcess server) throws Exception {
      Needs needs = new Needs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < REPEATS; i++) {
        double before = server.cpuSeconds();
        TimeUnit.SECONDS.sleep(SECONDS);
        needs.processor.add(100 * (server.cpuSeconds() - before) / SECONDS);
        needs.heap.add((double) server.heapAfterCollection());
        needs.threads.add((double) server.threads());
      }
      return needs;
    }

    List<Figure> figures(int workers, Needs without) {
      String of = "of a server with %,d polling workers".formatted(workers);
      String none = "without workers";
      return List.of(
          Figure.of("polls.heap", "heap after a collection " + of, "MiB", heap)
              .comparedWith(none, without.heap)
              .wanted(Bound.neverAbove(HEAP_WANTED)),
          Figure.of("polls.threads", "threads " + of, "", threads)
              .comparedWith(none, without.threads),
          Figure.of("polls.processor", "processor, nothing to do, " + of, "% of a core", processor)
              .comparedWith(none, without.processor));
    }
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

  private Figure create() throws InterruptedException {
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
    return Figure.of(
            "polls.first-task",
            "from the answer of a creation to its first task at a worker",
            "ms",
            millis)
        .withNote(failed.get() + " failed calls");
  }

  private void stop() {
    stopped = true;
    beats.shutdownNow();
  }
}
