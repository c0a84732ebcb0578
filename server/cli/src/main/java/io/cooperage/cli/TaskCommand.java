package io.cooperage.cli;

import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import io.cooperage.client.CooperageClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cooperage task}. */
@Command(
    name = "task",
    description = "Look at single tasks.",
    subcommands = TaskCommand.Output.class)
final class TaskCommand extends GroupCommand {

  /** {@code task output}. */
  @Command(name = "output", description = "Print what a task's last attempt printed.")
  static final class Output extends ApiCommand {
    @Parameters(paramLabel = "TASK", description = "Such as 00000042-003-017.")
    private TaskId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TaskOutput output = client.tasks().output(id);
      terminal.print(output, () -> text(output));
    }

    private static String text(TaskOutput output) {
      return "Attempt %d of task %s%n%s%s"
          .formatted(
              output.attempt(),
              output.id(),
              stream("standard output", output.stdout(), output.stdoutDropped()),
              stream("standard error", output.stderr(), output.stderrDropped()));
    }

    private static String stream(String name, String text, long dropped) {
      String cut = dropped == 0 ? "" : " (" + dropped + " bytes before this are cut)";
      return "--- %s%s%n%s%s"
          .formatted(name, cut, text, text.isEmpty() || text.endsWith("\n") ? "" : "\n");
    }
  }
}
