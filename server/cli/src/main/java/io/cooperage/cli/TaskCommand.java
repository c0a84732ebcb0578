package io.cooperage.cli;

import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import io.cooperage.api.TaskView;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.Tasks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cooperage task}. */
@Command(
    name = "task",
    description = "Look at single tasks, and decide about failed ones.",
    subcommands = {
      TaskCommand.Get.class,
      TaskCommand.Output.class,
      TaskCommand.Retry.class,
      TaskCommand.Skip.class
    })
final class TaskCommand extends GroupCommand {

  /** Looks at a task or decides about it, and shows it. */
  private abstract static class OnTask extends ApiCommand {
    @Parameters(paramLabel = "TASK", description = "Such as 00000042-003-017.")
    private TaskId id;

    abstract TaskView ask(Tasks tasks, TaskId id);

    @Override
    final void run(CooperageClient client, Terminal terminal) {
      TaskView task = ask(client.tasks(), id);
      terminal.print(task, () -> JobText.details(task));
    }
  }

  /** {@code task get}. */
  @Command(name = "get", aliases = "show", description = "Show a task and what it waits for.")
  static final class Get extends OnTask {
    @Override
    TaskView ask(Tasks tasks, TaskId id) {
      return tasks.get(id);
    }
  }

  /** {@code task retry}. */
  @Command(
      name = "retry",
      description =
          "Have a failed task of a failed job tried again, and its job goes on; or a clean-up.")
  static final class Retry extends OnTask {
    @Override
    TaskView ask(Tasks tasks, TaskId id) {
      return tasks.retry(id);
    }
  }

  /** {@code task skip}. */
  @Command(
      name = "skip",
      description =
          "Count a failed task of a failed job as complete, and its job goes on; or a clean-up.")
  static final class Skip extends OnTask {
    @Override
    TaskView ask(Tasks tasks, TaskId id) {
      return tasks.skip(id);
    }
  }

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
