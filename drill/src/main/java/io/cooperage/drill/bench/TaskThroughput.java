package io.cooperage.drill.bench;

import io.cooperage.api.Accepted;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.run.DrillCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage bench task-throughput}. */
@Command(
    name = "task-throughput",
    mixinStandardHelpOptions = true,
    description = "Tasks a second with plugins that take no time: many clusters, then one large.")
final class TaskThroughput extends BenchRun {

  private static final double AT_LEAST = 200;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--clusters", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
  private int clusters;

  @Option(
      names = "--nodes",
      defaultValue = "5",
      description = "Of each cluster (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--large",
      defaultValue = "200",
      description = "Nodes of the one large cluster (default: ${DEFAULT-VALUE}).")
  private int large;

  @Option(
      names = "--warm-up",
      paramLabel = "ROUNDS",
      defaultValue = "1",
      description =
          "Of the small clusters before, so that the servers' code is compiled (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  void validate(Lab lab) {
    atLeast("--warm-up", warmUp, 0);
    atLeast("--clusters", clusters, 1);
    atLeast("--nodes", nodes, 1);
    atLeast("--large", large, 1);
  }

  @Override
  Bench measure(Lab lab) {
    CooperageClient client = BenchClients.patient(lab.url(), lab.token());
    DrillCatalog.install(client);
    Instant started = Instant.now();
    List<Round> before = new ArrayList<>();
    for (int i = 0; i < warmUp; i++) {
      before.add(round(client, clusters, nodes));
    }
    Round many = round(client, clusters, nodes);
    Round one = round(client, 1, large);
    return Bench.of(
        "task-throughput",
        commandLine(),
        started,
        List.of(
            figure(clusters + " clusters of " + nodes + " nodes", many),
            figure("one cluster of " + large + " nodes", one),
            Figure.fact(
                "tasks a second while warming up",
                before.stream()
                    .map(round -> String.format(Locale.ROOT, "%.0f", round.rate()))
                    .collect(Collectors.joining(", "))),
            Figure.fact("tasks", many.tasks() + " and " + one.tasks()),
            Figure.fact("failed jobs", Integer.toString(many.failed() + one.failed()))),
        details(many, one));
  }

  private static Map<String, Object> details(Round many, Round one) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("many", many);
    details.put("one", one);
    return details;
  }

  private static Figure figure(String name, Round round) {
    return Figure.measured(
        "tasks a second, " + name,
        String.format(Locale.ROOT, "%.0f", round.rate()),
        "≥ " + Math.round(AT_LEAST),
        round.failed() == 0 && round.rate() >= AT_LEAST);
  }

  /** From the first request until the last job's end. */
  private static Round round(CooperageClient client, int clusters, int nodes) {
    String prefix = BenchClients.prefix();
    List<Accepted> open = new ArrayList<>();
    Instant begin = Instant.now();
    for (int i = 0; i < clusters; i++) {
      String name = prefix + "-" + i;
      open.add(
          client.clusters().create(BenchClients.cluster(name, DrillCatalog.FLEET, nodes), name));
    }
    Map<String, JobView> ended = new HashMap<>();
    boolean all =
        Poll.until(
            LIMIT,
            () -> {
              look(client, open, ended);
              return open.isEmpty();
            });
    Instant end =
        ended.values().stream()
            .map(JobView::endTime)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElse(begin);
    int tasks = ended.values().stream().mapToInt(JobView::tasksDone).sum();
    long complete = ended.values().stream().filter(j -> j.status() == JobState.COMPLETE).count();
    return new Round(
        tasks,
        Duration.between(begin, all ? end : Instant.now()).toMillis() / 1e3,
        (int) (clusters - complete));
  }

  /** Jobs are asked in order, only until one that has not ended, so as not to be a load. */
  private static void look(
      CooperageClient client, List<Accepted> open, Map<String, JobView> ended) {
    while (!open.isEmpty()) {
      JobView job = client.jobs().get(open.get(0).job());
      if (job.endTime().isEmpty()) {
        return;
      }
      ended.put(job.id().toString(), job);
      open.remove(0);
    }
  }

  private record Round(int tasks, double seconds, int failed) {
    double rate() {
      return seconds > 0 ? tasks / seconds : 0;
    }
  }
}
