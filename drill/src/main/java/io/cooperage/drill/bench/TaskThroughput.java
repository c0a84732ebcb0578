package io.cooperage.drill.bench;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code cooperage bench task-throughput}: tasks a second, and how many write sets the group of
 * databases commits for each.
 */
@Command(
    name = "task-throughput",
    mixinStandardHelpOptions = true,
    description =
        "Tasks a second with plugins that take no time, and replicated commits for each: many"
            + " clusters, one large, one small.")
final class TaskThroughput extends BenchRun {

  private static final double RATE_AT_LEAST = 200;
  private static final double COMMITS_AT_MOST = 2;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration IDLE = Duration.ofSeconds(10);

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

  @Option(names = "--repetitions", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

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
    atLeast("--repetitions", repetitions, 1);
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    CooperageClient client = BenchClients.patient(lab.url(), lab.token());
    DrillCatalog.install(client);
    try (CommittedSets sets = new CommittedSets(lab.benchDatabase(lab.datacenters().get(0)))) {
      double idle = sets.idleRate(IDLE);
      for (int i = 0; i < warmUp; i++) {
        round(client, sets, clusters, nodes);
      }
      List<Round> many = rounds(client, sets, clusters, nodes);
      List<Round> one = rounds(client, sets, 1, large);
      List<Round> small = rounds(client, sets, 1, nodes);
      String manyWords = clusters + " clusters of " + nodes + " nodes";
      String oneWords = "one cluster of " + large + " nodes";
      return List.of(
          rate("task.many", manyWords, many),
          rate("task.large", oneWords, one),
          commits("task.commits-many", manyWords, many, idle),
          commits("task.commits-large", oneWords, one, idle),
          commits("task.commits-small", "one cluster of " + nodes + " nodes", small, idle));
    }
  }

  private static Figure rate(String id, String clusters, List<Round> rounds) {
    return Figure.of(
            id, "tasks a second, " + clusters, "/s", rounds.stream().map(Round::rate).toList())
        .withNote(rounds.get(0).tasks() + " tasks")
        .wanted(Bound.atLeast(RATE_AT_LEAST));
  }

  private static Figure commits(String id, String clusters, List<Round> rounds, double idle) {
    return Figure.of(
            id,
            "replicated commits for each task, " + clusters,
            "",
            rounds.stream().map(round -> round.commits(idle)).toList())
        .withNote(
            "from the first request to the last job's end, without the %.1f a second of an idle lab"
                .formatted(idle))
        .comparedWith("with those", rounds.stream().map(round -> round.commits(0)).toList())
        .wanted(Bound.atMost(COMMITS_AT_MOST));
  }

  private List<Round> rounds(CooperageClient client, CommittedSets sets, int count, int size)
      throws SQLException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      rounds.add(round(client, sets, count, size));
      System.out.printf("%d × %d nodes: %.0f tasks a second%n", count, size, rounds.get(i).rate());
    }
    return rounds;
  }

  /** From the first request until the last job's end. */
  private static Round round(CooperageClient client, CommittedSets sets, int count, int size)
      throws SQLException {
    String prefix = BenchClients.prefix();
    List<Accepted> open = new ArrayList<>();
    long before = sets.last();
    Instant begin = Instant.now();
    for (int i = 0; i < count; i++) {
      String name = prefix + "-" + i;
      open.add(
          client.clusters().create(ClusterCreateRequest.of(name, DrillCatalog.FLEET, size), name));
    }
    Map<String, JobView> ended = new HashMap<>();
    boolean all =
        Poll.until(
            LIMIT,
            () -> {
              look(client, open, ended);
              return open.isEmpty();
            });
    Round round = Round.of(ended, begin, sets.last() - before);
    long complete = ended.values().stream().filter(j -> j.status() == JobState.COMPLETE).count();
    if (!all || complete < count) {
      throw new IllegalStateException(
          "Of %d jobs %d were complete after %.0f s, so the figures would mean nothing."
              .formatted(count, complete, round.seconds()));
    }
    return round;
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

  private record Round(int tasks, double seconds, long sets) {

    static Round of(Map<String, JobView> ended, Instant begin, long sets) {
      Instant end =
          ended.values().stream()
              .map(JobView::endTime)
              .flatMap(Optional::stream)
              .max(Comparator.naturalOrder())
              .orElse(begin);
      return new Round(
          ended.values().stream().mapToInt(JobView::tasksDone).sum(),
          Math.max(1, Duration.between(begin, end).toMillis()) / 1e3,
          sets);
    }

    double rate() {
      return tasks / seconds;
    }

    double commits(double idle) {
      return (sets - idle * seconds) / tasks;
    }
  }
}
