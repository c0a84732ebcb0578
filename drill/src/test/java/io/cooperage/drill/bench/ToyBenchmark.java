package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import java.util.List;

/** Measures the moment; fails if it is told to. */
final class ToyBenchmark {

  private ToyBenchmark() {}

  /** What {@code bench all} would run. */
  static Benchmark.OfRooms named(String name, String... arguments) {
    return new Benchmark.OfRooms(
        name,
        List.of("toy"),
        "a toy",
        ToyBenchmark.class.getName(),
        List.of("-Xmx64m"),
        List.of(arguments));
  }

  public static void main(String[] arguments) {
    System.out.println("It says something.");
    if (arguments.length > 0) {
      throw new IllegalStateException(arguments[0]);
    }
    FigureWriter.open()
        .write(Figure.of("toy.now", "now", "ns", List.of((double) System.nanoTime())));
  }
}
