package io.cooperage.drill.workload;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.RetryPolicy;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.history.DrillClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lets clients in all datacenters do a workload at once. Closed loop: each client waits for its
 * answer, and a little, before it goes on. Stop it, then read its history.
 */
public final class WorkloadRun implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final Workload workload;
  private final List<String> datacenters;
  private final Map<String, ClientConfig> doors;
  private final long seed;
  private final DrillClock clock = new DrillClock();
  private final AtomicLong values = new AtomicLong();
  private final List<ClientOperation<Action>> history =
      Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<Void>> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int processes;
  private volatile boolean stopped;

  /**
   * @param doors where each datacenter is, and who asks
   * @param seed of all its dice
   */
  public WorkloadRun(Workload workload, Map<String, ClientConfig> doors, long seed) {
    this.workload = workload;
    this.datacenters = doors.keySet().stream().sorted().toList();
    this.doors = Map.copyOf(doors);
    this.seed = seed;
  }

  /** Prepares the workload, then starts so many clients in each datacenter. */
  public void start(int clientsPerDatacenter) {
    workload.prepare(client(datacenters.get(0), RetryPolicy.none()));
    for (String datacenter : datacenters) {
      IntStream.range(0, clientsPerDatacenter)
          .mapToObj(i -> client(datacenter, RetryPolicy.none()))
          .forEach(client -> clients.add(run(this::loop, client)));
    }
  }

  /**
   * Ends all clients, when each has its answer, and reads everything in all datacenters, patiently.
   */
  public void stop() {
    stopped = true;
    clients.forEach(CompletableFuture::join);
    datacenters.stream()
        .map(datacenter -> client(datacenter, RetryPolicy.standard()))
        .forEach(client -> run(workload::readAll, client).join());
  }

  /** Everything that was done so far, as the workload's checker takes it. */
  public List<ClientOperation<Action>> history() {
    return workload.resolve(List.copyOf(history));
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  private CompletableFuture<Void> run(Consumer<WorkloadClient> work, WorkloadClient client) {
    return CompletableFuture.runAsync(() -> work.accept(client), threads);
  }

  private void loop(WorkloadClient client) {
    try {
      while (!stopped) {
        workload.step(client);
        Thread.sleep(client.random().nextLong(LONGEST_PAUSE.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WorkloadClient client(String datacenter, RetryPolicy retry) {
    int process = processes++;
    return new WorkloadClient(
        process,
        datacenter,
        doors.get(datacenter).withRetry(retry),
        new SplittableRandom(seed + process),
        clock,
        values,
        history::add);
  }
}
