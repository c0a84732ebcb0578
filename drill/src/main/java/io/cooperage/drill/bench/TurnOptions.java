package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.LabChoice;
import picocli.CommandLine.Option;

/** Of measurements that do one thing and another by turns, at the door of one datacenter. */
final class TurnOptions {

  @Option(names = "--samples", description = "In each repetition (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--repetitions", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--dc", defaultValue = "dc1", description = "Default: ${DEFAULT-VALUE}.")
  private String datacenter;

  TurnOptions(int samples) {
    this.samples = samples;
  }

  /**
   * @throws IllegalArgumentException with the option that has no sense
   */
  void validate(Lab lab) {
    BenchRun.atLeast("--samples", samples, 1);
    BenchRun.atLeast("--repetitions", repetitions, 1);
    LabChoice.requireDatacenter(lab, datacenter);
  }

  String datacenter() {
    return datacenter;
  }

  /** {@code medians of 50 creates each}. */
  String note(String what) {
    return "medians of %d %s each".formatted(samples, what);
  }

  Turns take(int warmUp, Turns.Call one, Turns.Call other) throws Exception {
    return Turns.take(repetitions, warmUp, samples, one, other);
  }
}
