package io.cooperage.drill.lab.command;

import io.cooperage.drill.host.Foreground;
import io.cooperage.drill.rootless.Rootless;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cooperage lab exec}. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description =
        "Runs a command where the lab's addresses can be reached: in an ordinary user's lab, that"
            + " is inside its namespaces. The exit code is the command's.")
final class ExecCommand implements Callable<Integer> {

  @ParentCommand private LabCommand lab;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "After --: a program and its arguments, such as -- curl http://10.77.1.101/.")
  private List<String> command;

  @Override
  public Integer call() {
    return lab.plainly(
        opened ->
            Rootless.reaching(opened.directory(), opened.port())
                .map(rootless -> rootless.run(command))
                .orElseGet(() -> Foreground.run(command, Map.of())));
  }
}
