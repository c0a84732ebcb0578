package io.cooperage.drill.run;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabAddresses;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.SummaryTable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cooperage drill run NAME}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs a drill against the lab: dc-loss (every process of a datacenter is killed at once"
            + " and started again), partition (a datacenter is cut off and joined again),"
            + " server-kill (one server is killed in the middle of 50 creates).",
    footer =
        "Exit codes: 0 = all well, 1 = a guarantee broke, 2 = the drill could not be run,"
            + " 3 = a figure is over its limit.")
final class RunCommand implements Callable<Integer> {

  /** What becomes of a figure over its limit: the drill fails, or only says so. */
  enum Limits {
    ENFORCE,
    REPORT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int GUARANTEE_BROKE = 1;
  private static final int OVER_LIMIT = 3;

  @Parameters(index = "0", paramLabel = "NAME", description = "dc-loss, partition or server-kill.")
  private String name;

  @Option(
      names = "--dc",
      paramLabel = "DC",
      defaultValue = "dc2",
      description = "The datacenter to break (default: ${DEFAULT-VALUE}).")
  private String datacenter;

  @Option(
      names = "--server",
      defaultValue = "1",
      description = "server-kill: which server of it, from 1 (default: ${DEFAULT-VALUE}).")
  private int server;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Seconds of load, half of them with the fault (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "24",
      description = "Operations a second in all (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the load's dice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--short",
      description = "A drill of about a minute, with little load; limits are not enforced.")
  private boolean brief;

  @Option(
      names = "--limits",
      defaultValue = "enforce",
      description =
          "What becomes of a figure over its limit: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  private Limits limits;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::run);
  }

  private int run(Lab lab) throws InterruptedException {
    LabChoice.requireDatacenter(lab, datacenter);
    if (server < 1 || server > LabAddresses.SERVERS) {
      throw new IllegalArgumentException(
          "--server is %d; each datacenter has servers 1 to %d."
              .formatted(server, LabAddresses.SERVERS));
    }
    PrintStream out = System.out;
    DrillReport report = drill(new LabDrillSite(lab)).run(commandLine(), out);
    out.printf("%n%s%n", SummaryTable.of(report.figures()));
    if (!report.guaranteesHold()) {
      return GUARANTEE_BROKE;
    }
    return report.limitsHold() || brief || limits == Limits.REPORT ? 0 : OVER_LIMIT;
  }

  private Drill drill(DrillSite site) {
    DrillOptions options =
        brief
            ? DrillOptions.brief(datacenter, seed)
            : DrillOptions.of(datacenter, Duration.ofSeconds(seconds), rate, seed);
    return switch (name) {
      case "dc-loss" -> new DcLossDrill(site, options);
      case "partition" -> new PartitionDrill(site, options);
      case "server-kill" -> new ServerKillDrill(site, options, server);
      default ->
          throw new IllegalArgumentException(
              "There is no drill " + name + "; there are dc-loss, partition and server-kill.");
    };
  }

  /** As it was typed. */
  String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
