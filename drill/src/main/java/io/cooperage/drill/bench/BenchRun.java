package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.LabChoice;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A measurement as a command: it runs against the lab that stands and publishes what it found. */
abstract class BenchRun implements Callable<Integer> {

  private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public final Integer call() throws Exception {
    return choice.with(
        spec.commandLine(),
        lab -> {
          validate(lab);
          awaitQuiet(lab);
          return measure(lab).publish(lab);
        });
  }

  /**
   * Refuses options without sense, before anything is done.
   *
   * @throws IllegalArgumentException with the option, its value and what it may be
   */
  void validate(Lab lab) {}

  /** Waits until nothing is under way that would be measured along. */
  void awaitQuiet(Lab lab) {
    pending(lab).awaitNone(QUIET_WITHIN);
  }

  static Pending pending(Lab lab) {
    return Pending.of(BenchClients.patient(lab.url(), lab.token()), System.out);
  }

  static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s is %d; it must be at least %d.".formatted(option, value, least));
    }
  }

  abstract Bench measure(Lab lab) throws Exception;

  final Memory memory(Lab lab) {
    return Memory.ofLab(choice.index(), lab.directory());
  }

  /** As it was typed. */
  final String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
