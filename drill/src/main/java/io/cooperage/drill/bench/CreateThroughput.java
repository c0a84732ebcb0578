package io.cooperage.drill.bench;

import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.run.DrillCatalog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage bench create-throughput}. */
@Command(
    name = "create-throughput",
    mixinStandardHelpOptions = true,
    description = "Creates a second, by clients that each send the next when one is answered.")
final class CreateThroughput extends BenchRun {

  private static final double AT_LEAST = 300;
  private static final Duration JOBS_WITHIN = Duration.ofMinutes(15);

  @Option(names = "--clients", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Of measuring (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Of the same load before, so that the servers' code is compiled (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp;

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  @Override
  void validate(Lab lab) {
    atLeast("--clients", clients, 1);
    atLeast("--seconds", seconds, 1);
    atLeast("--warm-up", warmUp, 0);
  }

  @Override
  Bench measure(Lab lab) throws InterruptedException {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    Instant started = Instant.now();
    String prefix = BenchClients.prefix();
    round(lab, prefix + "-warm", Duration.ofSeconds(warmUp));
    failures.clear();
    Histogram latencies = round(lab, prefix + "-run", Duration.ofSeconds(seconds));
    double rate = latencies.getTotalCount() / (double) seconds;
    String afterwards = awaitJobs(lab, prefix);
    return Bench.of(
        "create-throughput",
        commandLine(),
        started,
        List.of(
            Figure.measured(
                "creates a second, " + clients + " clients",
                String.format(Locale.ROOT, "%.0f", rate),
                "≥ " + Math.round(AT_LEAST),
                rate >= AT_LEAST),
            Figure.fact("latency", Percentiles.of(latencies).toString()),
            Figure.fact("failed requests", new TreeMap<>(failures).toString()),
            Figure.fact("its own jobs afterwards", afterwards)),
        Map.of(
            "latency", Percentiles.of(latencies),
            "seconds", seconds,
            "warmUp", warmUp,
            "clients", clients));
  }

  /** Leaves a quiet lab to the next measurement; the clusters stay. */
  private static String awaitJobs(Lab lab, String prefix) {
    try {
      int left = pending(lab).await(prefix, JOBS_WITHIN);
      return left == 0 ? "all ended" : left + " or more had not ended in time";
    } catch (ApiException | UnreachableException e) {
      return "not known: " + e.getMessage();
    }
  }

  private Histogram round(Lab lab, String prefix, Duration duration) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + duration.toNanos();
      List<Callable<Histogram>> loops =
          IntStream.range(0, clients)
              .<Callable<Histogram>>mapToObj(
                  client -> () -> loop(lab.url(), lab.token(), prefix + "-" + client, end))
              .toList();
      Histogram all = Percentiles.histogram();
      for (Future<Histogram> loop : threads.invokeAll(loops)) {
        all.add(loop.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client of the measurement failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram loop(URI url, String token, String prefix, long end) {
    CooperageClient client = BenchClients.once(url, token);
    Histogram latencies = Percentiles.histogram();
    for (int i = 0; System.nanoTime() < end; i++) {
      String name = prefix + "-" + i;
      long begin = System.nanoTime();
      try {
        client.clusters().create(BenchClients.cluster(name, DrillCatalog.SMALL, 1), name);
        latencies.recordValue(System.nanoTime() - begin);
      } catch (ApiException | UnreachableException e) {
        failures.merge(e.getMessage(), 1, Integer::sum);
      }
    }
    return latencies;
  }
}
