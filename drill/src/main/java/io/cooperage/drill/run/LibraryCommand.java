package io.cooperage.drill.run;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cooperage drill library}. */
@Command(
    name = "library",
    mixinStandardHelpOptions = true,
    description = "Lists the drills that are shipped, with what is believed of each.")
final class LibraryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (String name : DefinitionLibrary.names()) {
      out.printf("%-20s %s%n", name, DefinitionLibrary.find(name, "", Map.of()).hypothesis());
    }
    out.flush();
    return 0;
  }
}
