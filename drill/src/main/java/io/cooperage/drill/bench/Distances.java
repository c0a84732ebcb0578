package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.drill.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --rtt}: how far apart the datacenters are for a measurement. */
final class Distances {

  @Option(
      names = "--rtt",
      split = ",",
      paramLabel = "MS",
      description = "Between datacenters, one after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> rtts;

  Distances(Integer... byDefault) {
    this.rtts = List.of(byDefault);
  }

  /** What is measured at a distance. */
  interface Measurement {
    List<Figure> at(int rtt) throws Exception;
  }

  /**
   * @throws IllegalArgumentException if there is none so short
   */
  void validate() {
    rtts.forEach(rtt -> BenchRun.atLeast("--rtt", rtt, 0));
  }

  /** Measures at each; afterwards the distance is what it was before. */
  List<Figure> each(Lab lab, Measurement measurement) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (int rtt : rtts) {
      BorrowedDistance distance =
          BorrowedDistance.set(Duration.ofMillis(rtt), lab.status().wanRtt(), lab::wan, System.out);
      try (distance) {
        figures.addAll(measurement.at(rtt));
      }
    }
    return figures;
  }
}
