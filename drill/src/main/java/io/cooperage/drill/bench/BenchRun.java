package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.bench.Part;
import io.cooperage.bench.Run;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.LabChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A measurement as a command: it runs against the lab that stands and publishes what it found. */
abstract class BenchRun implements Callable<Integer> {

  private static final Duration QUIET_WITHIN = Duration.ofMinutes(15);

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public final Integer call() throws Exception {
    return choice.with(
        spec.commandLine(),
        lab -> {
          Instant started = Instant.now();
          Run run = Run.begin(started, Build.of(choice.checkout()).name(), Host.describe());
          List<Figure> figures =
              figures(lab).stream().map(figure -> figure.by("bin/" + commandLine())).toList();
          double seconds = Duration.between(started, Instant.now()).toMillis() / 1e3;
          Run measured =
              run.with(spec.name(), new Part(started, seconds, Optional.empty()), figures);
          return Published.print(measured, lab.directory().resolve("bench"), spec.name());
        });
  }

  /** Measures, when nothing else is under way. */
  final List<Figure> figures(Lab lab) throws Exception {
    validate(lab);
    awaitQuiet(lab);
    return measure(lab);
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

  abstract List<Figure> measure(Lab lab) throws Exception;

  /** As it was typed. */
  private String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
