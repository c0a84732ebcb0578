package io.cooperage.drill.remote.command;

import io.cooperage.drill.remote.HostReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage site check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Logs in to every host and says what it cannot do; changes nothing. If a host is not"
            + " reached, or not as root, the exit code is 1.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private SiteCommand site;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return site.with(
        opened -> {
          List<HostReport> reports = opened.check();
          PrintWriter out = spec.commandLine().getOut();
          for (HostReport report : reports) {
            out.printf(
                "%s  %s  %s%n",
                report.host(),
                report.login(),
                report.problems().isEmpty() ? "can do all" : String.join("; ", report.problems()));
          }
          if (reports.stream().allMatch(HostReport::reached)) {
            opened
                .impossible()
                .forEach((kind, why) -> out.printf("no %s: %s%n", kind.wireName(), why));
            out.flush();
            return 0;
          }
          out.flush();
          return 1;
        });
  }
}
