package io.cooperage.server.testing;

import io.cooperage.bench.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a call took, in milliseconds.
 *
 * @param first the first time, before anything was compiled for it
 * @param next the next times
 */
public record Timings(double first, List<Double> next) {

  public static Timings of(int repeats, Runnable call) {
    double first = millis(call);
    List<Double> next = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      next.add(millis(call));
    }
    return new Timings(first, next);
  }

  private static double millis(Runnable call) {
    long begin = System.nanoTime();
    call.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  public Figure figure(String id, String what) {
    return Figure.of(id, what, "ms", next).withFirst(first);
  }
}
