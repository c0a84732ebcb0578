package io.cooperage.drill.remote.command;

import io.cooperage.drill.fault.command.FaultArguments;
import io.cooperage.drill.remote.RemoteFaultSite;
import io.cooperage.drill.remote.SiteFault;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The faults of real hosts, and their end. */
final class FaultCommands {

  private static final int FAILED = 1;

  private FaultCommands() {}

  /** {@code cooperage site inject}. */
  @Command(
      name = "inject",
      mixinStandardHelpOptions = true,
      description = "Injects a fault of drills, which the hosts heal by themselves after a time.")
  static final class Inject implements Callable<Integer> {
    @ParentCommand private SiteCommand site;
    @Spec private CommandSpec spec;
    @Mixin private FaultArguments fault;

    @Override
    public Integer call() {
      return site.with(opened -> fault.inject(opened, spec.commandLine().getOut()));
    }
  }

  /** {@code cooperage site faults}. */
  @Command(
      name = "faults",
      mixinStandardHelpOptions = true,
      description =
          "Lists the faults that stand, on which hosts, and when they heal by themselves.")
  static final class Faults implements Callable<Integer> {
    @ParentCommand private SiteCommand site;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return site.with(
          opened -> {
            RemoteFaultSite.Standing standing = opened.standing();
            PrintWriter out = spec.commandLine().getOut();
            for (SiteFault fault : standing.faults()) {
              out.printf(
                  "%d  %s  on %s, heals by itself in %d s%n",
                  fault.number(),
                  fault.what(),
                  String.join(", ", fault.hosts()),
                  Math.max(0, fault.left().toSeconds()));
            }
            out.flush();
            standing.unreached().forEach(spec.commandLine().getErr()::println);
            return standing.unreached().isEmpty() ? 0 : FAILED;
          });
    }
  }

  /** {@code cooperage site heal}. */
  @Command(
      name = "heal",
      mixinStandardHelpOptions = true,
      description = "Heals one fault; without a number, all.")
  static final class Heal implements Callable<Integer> {
    @ParentCommand private SiteCommand site;
    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "NUMBER",
        description = "The fault as `site faults` numbers it.")
    private Integer number;

    @Override
    public Integer call() {
      return site.with(number == null ? this::all : this::one);
    }

    private int one(RemoteFaultSite opened) {
      opened.heal(number);
      say("fault %d: healed".formatted(number));
      return 0;
    }

    private int all(RemoteFaultSite opened) {
      RemoteFaultSite.Standing standing = opened.standing();
      standing.faults().stream()
          .map(SiteFault::number)
          .distinct()
          .forEach(
              fault -> {
                opened.heal(fault);
                say("fault %d: healed".formatted(fault));
              });
      standing.unreached().forEach(spec.commandLine().getErr()::println);
      return standing.unreached().isEmpty() ? 0 : FAILED;
    }

    private void say(String line) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }
}
