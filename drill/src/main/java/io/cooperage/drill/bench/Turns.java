package io.cooperage.drill.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Two calls by turns, so that both meet the same machine.
 *
 * @param one medians of the first, in milliseconds, one for each repetition
 * @param other of the second
 */
record Turns(List<Double> one, List<Double> other) {

  private static final double NANOS = 1e6;

  /** What is timed. */
  interface Call {
    void run() throws Exception;
  }

  /**
   * @param warmUp calls of each that are not counted
   * @param samples calls of each in a repetition
   */
  static Turns take(int repetitions, int warmUp, int samples, Call one, Call other)
      throws Exception {
    for (int i = 0; i < warmUp; i++) {
      nanos(one);
      nanos(other);
    }
    List<Double> ones = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Histogram first = histogram();
      Histogram second = histogram();
      for (int i = 0; i < samples; i++) {
        first.recordValue(nanos(one));
        second.recordValue(nanos(other));
      }
      ones.add(first.getValueAtPercentile(50) / NANOS);
      others.add(second.getValueAtPercentile(50) / NANOS);
    }
    return new Turns(ones, others);
  }

  private static Histogram histogram() {
    return new Histogram(600_000_000_000L, 3);
  }

  private static long nanos(Call call) throws Exception {
    long begin = System.nanoTime();
    call.run();
    return System.nanoTime() - begin;
  }
}
