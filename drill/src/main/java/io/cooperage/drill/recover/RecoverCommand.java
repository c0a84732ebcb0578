package io.cooperage.drill.recover;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.run.LabChoice;
import io.cooperage.galera.recovery.Recovery;
import io.cooperage.galera.recovery.RecoveryAudit;
import io.cooperage.galera.recovery.RecoveryException;
import io.cooperage.galera.recovery.RecoveryOverrides;
import io.cooperage.galera.recovery.RecoveryPlan;
import io.cooperage.galera.recovery.RecoveryReport;
import io.cooperage.galera.recovery.RecoveryText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cooperage galera recover}. */
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description =
        "Brings the databases of all datacenters back after a total blackout, without losing what"
            + " was acknowledged. Shows what it would do, and does it only with --do. Broken off,"
            + " it goes on when it is called again.",
    footer =
        "Exit codes: 0 = it can be done, or is done, or there is nothing to do, 1 = refused, or it"
            + " did not come about, or something is missing, 2 = the databases cannot be looked at.")
final class RecoverCommand implements Callable<Integer> {

  private static final int REFUSED = 1;

  @Option(names = "--do", description = "Does it.")
  private boolean doIt;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "DC",
      description =
          "Does not count the data of these: gives up whatever only they have. The plan says what"
              + " that may be.")
  private Set<String> without = Set.of();

  @Option(
      names = "--stop",
      split = ",",
      paramLabel = "DC",
      description = "May stop these, if they run and do not answer. Loses nothing.")
  private Set<String> stop = Set.of();

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "A drill's ledger.jsonl: each create that it acknowledges must be there.")
  private Path ledger;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::run);
  }

  private int run(Lab lab) {
    requireDatacenters(lab, "--without", without);
    requireDatacenters(lab, "--stop", stop);
    RecoveryOverrides overrides = new RecoveryOverrides(without, stop);
    List<RecoveryAudit> audits = ledger == null ? List.of() : List.of(LedgerAudit.read(ledger));
    PrintedRecovery progress = new PrintedRecovery(spec.commandLine().getErr());
    try {
      return lab.recovering(
          progress,
          recovery -> doIt ? recover(lab, recovery, overrides, audits) : plan(recovery, overrides));
    } catch (RecoveryException e) {
      spec.commandLine()
          .getErr()
          .println(spec.commandLine().getColorScheme().errorText(e.getMessage()));
      return REFUSED;
    }
  }

  private static void requireDatacenters(Lab lab, String option, Set<String> named) {
    for (String datacenter : named) {
      if (!lab.datacenters().contains(datacenter)) {
        throw new IllegalArgumentException(
            "%s is %s; there are %s."
                .formatted(option, datacenter, String.join(", ", lab.datacenters())));
      }
    }
  }

  private int plan(Recovery recovery, RecoveryOverrides overrides) {
    RecoveryPlan plan = recovery.plan(overrides);
    PrintWriter out = spec.commandLine().getOut();
    out.print(RecoveryText.of(plan));
    if (!plan.steps().isEmpty()) {
      out.println("Nothing was changed. With --do it is done.");
    }
    out.flush();
    return plan.refused() ? REFUSED : 0;
  }

  private int recover(
      Lab lab, Recovery recovery, RecoveryOverrides overrides, List<RecoveryAudit> audits) {
    RecoveryReport report = recovery.run(overrides, audits);
    ReportDirectory directory =
        ReportDirectory.create(
            lab.directory().resolve("recoveries"), report.began(), "galera-recover");
    directory.write("report.json", report);
    String text = RecoveryText.of(report);
    write(directory.path().resolve("report.txt"), text);
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.println("Report: " + directory.path());
    out.flush();
    return report.well() ? 0 : REFUSED;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + file + " cannot be written", e);
    }
  }
}
