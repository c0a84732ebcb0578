package io.cooperage.drill.run;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.check.CheckResult.Validity;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.fault.Times;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.workload.HistoryRun;
import io.cooperage.drill.workload.JudgedHistory;
import io.cooperage.drill.workload.Workload;
import io.cooperage.drill.workload.Workloads;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cooperage drill histories}. */
@Command(
    name = "histories",
    mixinStandardHelpOptions = true,
    description =
        "Lets clients in all datacenters use the API as registers, lists, sets, names and quotas,"
            + " and judges what they were told; also while a drill's faults come and go.",
    footer =
        "Exit codes: 0 = a correct service could have answered so, 1 = it could not, 2 = it could"
            + " not be run or decided.")
final class HistoriesCommand implements Callable<Integer> {

  private static final int VIOLATED = 1;
  private static final int UNDECIDED = 2;

  @Parameters(
      paramLabel = "WORKLOAD",
      description =
          "register, list-append, set, name, quota-clusters, quota-machines. Default: all.")
  private List<String> names = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long (default: ${DEFAULT-VALUE}); with --during as long as the drill.")
  private String time;

  @Option(
      names = "--during",
      paramLabel = "DRILL",
      description =
          "Injects the faults of this drill at their times; its load and limits do not count.")
  private Optional<String> drill = Optional.empty();

  @Option(names = "--dc", paramLabel = "DC", description = "The datacenter that the drill breaks.")
  private Optional<String> datacenter = Optional.empty();

  @Option(
      names = "--clients",
      defaultValue = "2",
      description = "Of each workload in each datacenter (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the clients' dice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::run);
  }

  private int run(Lab lab) throws InterruptedException {
    validate();
    Instant now = Instant.now();
    String prefix = "histories-" + Long.toString(now.toEpochMilli(), 36);
    List<Workload> workloads = Workloads.chosen(Workloads.all(prefix, DrillCatalog.SMALL), names);
    Duration length = length();
    Optional<DrillPlan> plan = drill.map(name -> plan(name, lab));
    try (RunningDrill running = RunningDrill.begin(lab.directory());
        HistoryRun run = new HistoryRun(workloads, doors(lab), seed)) {
      DrillCatalog.install(new CooperageClient(ClientConfig.of(lab.url(), lab.token())));
      run.start(clients);
      if (plan.isPresent()) {
        new FaultTimeline(plan.get(), lab.faults(), System.out).play();
      } else {
        Thread.sleep(length.toMillis());
      }
      run.stop();
      return publish(run, directory(lab, now));
    }
  }

  private void validate() {
    if (clients < 1) {
      throw new IllegalArgumentException(
          "--clients is %d; it must be at least 1.".formatted(clients));
    }
    if (datacenter.isPresent() && drill.isEmpty()) {
      throw new IllegalArgumentException(
          "--dc is %s; it goes with --during only.".formatted(datacenter.get()));
    }
  }

  private Duration length() {
    Duration length = Times.parse(time);
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("--for is %s; it must be 1ms or more.".formatted(time));
    }
    return length;
  }

  private DrillPlan plan(String name, Lab lab) {
    Map<String, String> settings = new LinkedHashMap<>();
    datacenter.ifPresent(dc -> settings.put("dc", dc));
    DrillPlan plan =
        DrillPlan.of(DefinitionLibrary.find(name, "", settings), new LabDrillSite(lab).topology());
    plan.refusal()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return plan;
  }

  private static Map<String, ClientConfig> doors(Lab lab) {
    return lab.datacenters().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), name -> ClientConfig.of(lab.url(name), lab.token())));
  }

  private Path directory(Lab lab, Instant now) {
    String label = drill.map(name -> Path.of(name).getFileName().toString()).orElse("quiet");
    return ReportDirectory.create(lab.directory().resolve("histories"), now, label).path();
  }

  private static int publish(HistoryRun run, Path directory) {
    PrintStream out = System.out;
    List<JudgedHistory> judged = run.judge(directory);
    judged.forEach(out::println);
    out.println("Histories: " + directory);
    return exitCode(judged);
  }

  static int exitCode(List<JudgedHistory> judged) {
    List<Validity> verdicts = judged.stream().map(one -> one.result().validity()).toList();
    if (verdicts.contains(Validity.INVALID)) {
      return VIOLATED;
    }
    return verdicts.contains(Validity.UNKNOWN) ? UNDECIDED : 0;
  }
}
