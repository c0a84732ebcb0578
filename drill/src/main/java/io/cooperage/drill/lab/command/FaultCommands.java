package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.StartReport;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The faults of processes, and their end. */
final class FaultCommands {

  private FaultCommands() {}

  /** What these commands have in common: a datacenter, and one line in the end. */
  abstract static class Fault implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;
    @Mixin private ComponentOption target;

    final ComponentOption target() {
      return target;
    }

    final int tell(Function<Lab, String> action) {
      return lab.with(
          opened -> {
            spec.commandLine().getOut().println(action.apply(opened));
            spec.commandLine().getOut().flush();
            return 0;
          });
    }
  }

  /** {@code cooperage lab kill}. */
  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "SIGKILL to every process of a datacenter, its machines included, at once.")
  static final class Kill extends Fault {
    @Override
    public Integer call() {
      return tell(
          lab ->
              "%s: %d processes killed"
                  .formatted(
                      target().datacenter(),
                      lab.kill(target().datacenter(), target().components())));
    }
  }

  /** {@code cooperage lab start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Brings back what was killed, and says how its database caught up.")
  static final class Start extends Fault {
    @Override
    public Integer call() {
      return tell(lab -> describe(lab.start(target().datacenter(), target().components())));
    }

    private static String describe(StartReport report) {
      return String.format(
          Locale.ROOT,
          "%s: whole after %.1f s; database synced after %.1f s by %s",
          report.datacenter(),
          report.untilWhole().toMillis() / 1e3,
          report.untilDatabaseSynced().toMillis() / 1e3,
          report.transfer());
    }
  }

  /** {@code cooperage lab freeze}. */
  @Command(
      name = "freeze",
      mixinStandardHelpOptions = true,
      description = "Stops every process of a datacenter in its tracks: peers see silence.")
  static final class Freeze extends Fault {
    @Override
    public Integer call() {
      return tell(
          lab ->
              "%s: %d processes frozen"
                  .formatted(
                      target().datacenter(),
                      lab.freeze(target().datacenter(), target().components())));
    }
  }

  /** {@code cooperage lab thaw}. */
  @Command(
      name = "thaw",
      mixinStandardHelpOptions = true,
      description = "Lets what was frozen go on.")
  static final class Thaw extends Fault {
    @Override
    public Integer call() {
      return tell(
          lab ->
              "%s: %d processes go on"
                  .formatted(
                      target().datacenter(),
                      lab.thaw(target().datacenter(), target().components())));
    }
  }
}
