package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Progress;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage bench up-time}. */
@Command(
    name = "up-time",
    mixinStandardHelpOptions = true,
    description =
        "Takes the lab down and up again, and says how long it took and what it needs."
            + " With --purge the lab's whole directory goes, earlier reports of drills and"
            + " measurements included.")
final class UpTime extends BenchRun {

  private static final Duration AT_MOST = Duration.ofSeconds(90);

  @Option(
      names = "--purge",
      description =
          "Begin without any data, as on a machine that has never seen it. Deletes all reports.")
  private boolean purge;

  /** What is purged, or does not stand, need not be waited for. */
  @Override
  void awaitQuiet(Lab lab) {
    if (!purge && lab.status().globalLoadBalancer()) {
      super.awaitQuiet(lab);
    }
  }

  @Override
  Bench measure(Lab lab) {
    Instant started = Instant.now();
    if (purge) {
      System.out.println("Deleting " + lab.directory() + " with all reports in it.");
    }
    lab.down(purge, Progress.silent());
    long begin = System.nanoTime();
    lab.up(Progress.silent());
    Duration up = Duration.ofNanos(System.nanoTime() - begin);
    Memory memory = memory(lab);
    return Bench.of(
        "up-time",
        commandLine(),
        started,
        List.of(Figure.atMost(figure(purge), up, AT_MOST), memory.figure()),
        Map.of("seconds", up.toMillis() / 1e3, "memory", memory));
  }

  static String figure(boolean purge) {
    return purge ? "from nothing to all green" : "with the data kept, to all green";
  }
}
