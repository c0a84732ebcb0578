package io.cooperage.drill.run;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.SummaryTable;
import java.io.PrintStream;
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

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::run);
  }

  private int run(Lab lab) throws InterruptedException {
    PrintStream out = System.out;
    DrillRun run = new DrillRun(drill.definition(), new LabDrillSite(lab), seed, out);
    DrillReport report;
    try (RunningDrill running = RunningDrill.begin(lab.directory())) {
      report = run.run(commandLine());
    }
    out.printf("%n%s%n", SummaryTable.of(report.figures()));
    if (!report.guaranteesHold()) {
      return GUARANTEE_BROKE;
    }
    return report.limitsHold() || drill.brief() || limits == Limits.REPORT ? 0 : OVER_LIMIT;
  }

  /** As it was typed. */
  String commandLine() {
    return "cooperage "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
