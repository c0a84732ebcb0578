package io.cooperage.drill.lab.command;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.fault.Times;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    @Parameters(index = "0", paramLabel = "FAULT", description = "Such as cut, see the reference.")
    private String kind;

    @Parameters(index = "1..*", paramLabel = "DC", description = "The datacenters.")
    private List<String> targets = List.of();

    @Option(
        names = "--with",
        paramLabel = "NAME=VALUE",
        description = "A parameter of the fault; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "How long it stands unless healed before; default: 60s.",
        defaultValue = "60s")
    private String time;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            FaultSpec fault = new FaultSpec(FaultKind.named(kind), targets, parameters);
            // It outlives this command, and is healed by its dead man or `lab heal`.
            Injection injection = opened.faults().inject(fault, Times.parse(time), () -> {});
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%s: stands, for %s at most%n", injection.what(), time);
            out.flush();
            return 0;
          });
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
                  "%d  %s  heals by itself in %d s%n",
                  fault.number(), fault.what(), fault.left(now).toSeconds());
            }
            out.flush();
            return 0;
          });
    }
  }
}
