package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.LabChoice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A measurement as a command: it runs against the lab that stands and publishes what it found. */
abstract class BenchRun implements Callable<Integer> {

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public final Integer call() throws Exception {
    return choice.with(spec.commandLine(), lab -> measure(lab).publish(lab));
  }

  abstract Bench measure(Lab lab) throws Exception;

  final Memory memory() {
    return Memory.ofLab(choice.index());
  }

  /** As it was typed. */
  final String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
