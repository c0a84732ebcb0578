package io.cooperage.drill.remote.command;

import io.cooperage.drill.remote.HostException;
import io.cooperage.drill.remote.RemoteFaultSite;
import io.cooperage.drill.remote.Site;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage site}: datacenters of real hosts. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description = "Datacenters of real hosts, reached by SSH: break them, and mend them.",
    subcommands = {
      CheckCommand.class,
      FaultCommands.Inject.class,
      FaultCommands.Faults.class,
      FaultCommands.Heal.class
    },
    footer =
        "Exit codes: 0 = done, 1 = it did not come about, 2 = the command line, or the site file,"
            + " is wrong.")
final class SiteCommand implements Runnable {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "The site file, see docs/reference/site-file.md; default: the environment's"
              + " COOPERAGE_SITE, or site.yml.",
      defaultValue = "${env:COOPERAGE_SITE:-site.yml}")
  private Path file;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do with the site. See cooperage site --help.");
  }

  /** Runs an action, and tells what failed without a stack trace. */
  int with(ToIntFunction<RemoteFaultSite> action) {
    CommandLine line = spec.commandLine();
    try (RemoteFaultSite site = new RemoteFaultSite(Site.read(file))) {
      return action.applyAsInt(site);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    } catch (HostException | UncheckedIOException e) {
      line.getErr().println(line.getColorScheme().errorText(e.getMessage()));
      return FAILED;
    }
  }
}
