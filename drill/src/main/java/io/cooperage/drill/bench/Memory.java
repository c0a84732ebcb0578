package io.cooperage.drill.bench;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.LabAddresses;
import io.cooperage.drill.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proportional set size of the lab's processes: a page that several share counts once.
 *
 * @param megabytesByProgram program to megabytes
 */
record Memory(int processes, long megabytes, Map<String, Long> megabytesByProgram) {

  private static final long AT_MOST_MEGABYTES = 8 * 1024;

  /** Of everything in the lab's namespaces, and the global load balancer outside of them. */
  static Memory ofLab(int index, Path lab) {
    List<ProcessId> processes = new ArrayList<>(outside(lab));
    processes.addAll(
        NetworkNamespaces.processes(NetworkNamespaces.list(new LabAddresses(index).prefix())));
    Map<String, Long> kilobytes = new TreeMap<>();
    for (ProcessId process : processes) {
      Path directory = Path.of("/proc", Long.toString(process.pid()));
      kilobytes.merge(program(directory), kilobytes(directory), Long::sum);
    }
    long all = kilobytes.values().stream().mapToLong(Long::longValue).sum();
    kilobytes.replaceAll((program, size) -> size / 1024);
    return new Memory(processes.size(), all / 1024, kilobytes);
  }

  /** Those that the lab runs on the host itself. */
  static List<ProcessId> outside(Path lab) {
    return new Daemon("global-haproxy", lab.resolve("run"), lab.resolve("log"))
        .process().stream().toList();
  }

  Figure figure() {
    return Figure.measured(
        "memory of all " + processes + " processes",
        String.format(Locale.ROOT, "%.2f GiB", megabytes / 1024.0),
        "≤ 8 GiB",
        megabytes <= AT_MOST_MEGABYTES);
  }

  private static String program(Path directory) {
    try {
      return Files.readString(directory.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended";
    }
  }

  private static long kilobytes(Path directory) {
    try {
      return Files.readAllLines(directory.resolve("smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
