package io.cooperage.drill.run;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.Campaign;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Judgement;
import io.cooperage.drill.report.SummaryTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cooperage drill run NAME}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs a drill against the lab: puts a load on it, breaks what the definition says, heals it,"
            + " and judges what was lost.",
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
  private static final int MOST_RUNS = 1000;

  @Mixin private Choice drill;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the load's dice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--limits",
      defaultValue = "enforce",
      description =
          "What becomes of a figure over its limit: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}; with --short they are reported only).")
  private Limits limits;

  @Option(
      names = "--runs",
      defaultValue = "1",
      description =
          "How often, one after the other; then the figures of all are put together"
              + " (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::run);
  }

  private int run(Lab lab) throws InterruptedException {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException(
          "--runs is %d; it must be 1 to %d.".formatted(runs, MOST_RUNS));
    }
    PrintStream out = System.out;
    DrillSite site = new LabDrillSite(lab);
    DrillDefinition definition = drill.definition();
    List<DrillRun> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(new DrillRun(definition, site, seed + i, out));
    }
    List<DrillReport> reports = new ArrayList<>();
    try (RunningDrill running = RunningDrill.begin(lab.directory())) {
      for (DrillRun run : all) {
        DrillReport report = run.run(commandLine());
        reports.add(report);
        out.printf("%n%s%n", SummaryTable.of(report.figures()));
        if (runs > 1) {
          Campaign campaign = Campaign.of(reports);
          out.printf("Run %d of %d. %s%n%n", reports.size(), runs, campaign.write(site.drills()));
        }
      }
    }
    Campaign campaign = Campaign.of(reports);
    if (runs > 1) {
      out.println(campaign.table());
    }
    return exitCode(campaign.judgement());
  }

  private int exitCode(Judgement judgement) {
    return switch (judgement) {
      case GUARANTEE_BROKE -> GUARANTEE_BROKE;
      case OVER_LIMIT -> drill.brief() || limits == Limits.REPORT ? 0 : OVER_LIMIT;
      case ALL_WELL -> 0;
    };
  }

  /** As it was typed. */
  String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
