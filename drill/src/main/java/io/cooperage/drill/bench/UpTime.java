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
    description = "Takes the lab down and up again, and says how long it took and what it needs.")
final class UpTime extends BenchRun {

  private static final Duration AT_MOST = Duration.ofSeconds(90);

  @Option(
      names = "--purge",
      description = "Begin without any data, as on a machine that has never seen it.")
  private boolean purge;

  @Override
  Bench measure(Lab lab) {
    Instant started = Instant.now();
    lab.down(purge, Progress.silent());
    long begin = System.nanoTime();
    lab.up(Progress.silent());
    Duration up = Duration.ofNanos(System.nanoTime() - begin);
    Memory memory = memory();
    return Bench.of(
        "up-time",
        commandLine(),
        started,
        List.of(Figure.atMost("from nothing to all green", up, AT_MOST), memory.figure()),
        Map.of("seconds", up.toMillis() / 1e3, "memory", memory));
  }
}
