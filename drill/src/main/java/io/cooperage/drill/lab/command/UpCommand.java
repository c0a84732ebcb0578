package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.WanPreset;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage lab up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts whatever does not run, and returns when everything does its work.")
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--preset",
      description =
          "How far apart the datacenters are, and so how soon a silent one is given up: metro,"
              + " continent, ocean, or defaults (Galera's); default: as before, at first continent.")
  private String preset;

  @Option(
      names = "--watchdogs",
      description = "From now on with a watchdog beside each database (docs/adr/0026).")
  private boolean watchdogs;

  @ParentCommand private LabCommand lab;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return lab.opening(
        opened -> {
          Optional.ofNullable(preset).map(WanPreset::named).ifPresent(opened::preset);
          if (watchdogs) {
            opened.wantWatchdogs();
          }
          opened.up(new PrintedProgress(out));
          out.print(next(opened.url(), opened.directory(), System.getenv("SUDO_UID") != null));
          out.flush();
          return 0;
        });
  }

  /** Lines that can be copied as they are: what follows the command is a comment. */
  static String next(URI url, Path directory, boolean sudo) {
    String root = sudo ? "sudo " : "";
    StringBuilder text = new StringBuilder();
    text.append("%nThree datacenters are up behind %s. What to do next:%n".formatted(url));
    line(text, "source '%s'".formatted(directory.resolve("env")), "how to reach it, and the token");
    line(text, "make status", "how everything is");
    line(text, "bin/cooperage catalog list clustertemplates", "what can be created");
    line(text, "bin/cooperage cluster list", "what there is");
    line(
        text,
        root + "bin/cooperage drill run dc-loss --dc dc2",
        "kill a datacenter under load, and see what was lost");
    line(text, "make down", "ends it all, keeps the data");
    return text.toString();
  }

  private static void line(StringBuilder text, String command, String comment) {
    text.append("  %-49s # %s%n".formatted(command, comment));
  }
}
