package io.cooperage.drill.bench;

import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.LabAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Proportional set size of the lab's processes: a page that several share counts once.
 *
 * @param megabytesByProgram program to megabytes
 */
record Memory(int processes, long megabytes, Map<String, Long> megabytesByProgram) {

  private static final double AT_MOST_GIBIBYTES = 8;
  private static final int LARGEST = 3;

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
    return Figure.of(
            "lab.memory", "memory of all processes of the lab", "GiB", List.of(megabytes / 1024.0))
        .withNote(processes + " processes: " + largest())
        .wanted(Bound.atMost(AT_MOST_GIBIBYTES));
  }

  private String largest() {
    return megabytesByProgram.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(LARGEST)
        .map(entry -> entry.getKey() + " " + entry.getValue() + " MiB")
        .collect(Collectors.joining(", "));
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
