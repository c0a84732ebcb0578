package io.cooperage.drill.run;

import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.Lab;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cooperage drill abort}. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description =
        "Ends the drill that is being run on the lab: it heals its faults first. Waits for that.",
    footer = "Exit codes: 0 = it has ended, or there was none, 1 = it has not ended in 5 minutes.")
final class AbortCommand implements Callable<Integer> {

  private static final Duration HEALED_WITHIN = Duration.ofMinutes(5);

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::abort);
  }

  private int abort(Lab lab) {
    PrintWriter out = spec.commandLine().getOut();
    Optional<ProcessId> running = RunningDrill.find(lab.directory());
    if (running.isEmpty()) {
      out.println("No drill is being run on this lab.");
      out.flush();
      return 0;
    }
    ProcessId drill = running.get();
    drill.signal(Kernel.SIGTERM);
    boolean ended = Poll.until(HEALED_WITHIN, () -> !drill.alive());
    out.println(
        ended
            ? "The drill has ended, and its faults are healed."
            : "The drill still heals its faults; see bin/cooperage lab status.");
    out.flush();
    return ended ? 0 : 1;
  }
}
