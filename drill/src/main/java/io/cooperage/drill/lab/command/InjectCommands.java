package io.cooperage.drill.lab.command;

import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.fault.command.FaultArguments;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The faults of drills, by hand. */
final class InjectCommands {

  private InjectCommands() {}

  /** {@code cooperage lab inject}. */
  @Command(
      name = "inject",
      mixinStandardHelpOptions = true,
      description = "Injects a fault of drills, which heals by itself after a time.")
  static final class Inject implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Mixin private FaultArguments fault;

    @Override
    public Integer call() {
      return lab.with(opened -> fault.inject(opened.faults(), spec.commandLine().getOut()));
    }
  }

  /** {@code cooperage lab faults}. */
  @Command(
      name = "faults",
      mixinStandardHelpOptions = true,
      description = "Lists the faults that stand, and when each heals by itself.")
  static final class Faults implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            PrintWriter out = spec.commandLine().getOut();
            Instant now = Instant.now();
            for (StandingFault fault : opened.standingFaults()) {
              out.printf(
                  "%d  %s  heals by itself in %d s%s%n",
                  fault.number(), fault.what(), fault.left(now).toSeconds(), hits(fault));
            }
            out.flush();
            return 0;
          });
    }

    private static String hits(StandingFault fault) {
      OptionalLong hits = fault.hits();
      return hits.isPresent() ? "  has hit %d times".formatted(hits.getAsLong()) : "";
    }
  }
}
