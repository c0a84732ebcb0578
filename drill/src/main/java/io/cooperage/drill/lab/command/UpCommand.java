package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.Lab;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage lab up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts whatever does not run, and returns when everything does its work.")
final class UpCommand implements Callable<Integer> {

  @ParentCommand private LabCommand lab;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return lab.with(
        opened -> {
          opened.up(new PrintedProgress(out));
          out.print(next(opened));
          out.flush();
          return 0;
        });
  }

  private static String next(Lab lab) {
    String env = lab.directory().resolve("env").toString();
    return """

        Three datacenters are up behind %s. What to do next:
          source %s
          bin/cooperage lab status                  how everything is
          bin/cooperage catalog list clustertemplateswhat can be created
          curl -H "Authorization: Bearer $COOPERAGE_TOKEN" $COOPERAGE_URL/v3/clusters
          bin/cooperage drill run dc-loss --dc dc2  kill a datacenter under load, and see what was lost
          make down                                 ends it all, keeps the data
        """
        .formatted(lab.url(), env);
  }
}
