package io.cooperage.drill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.BankAction.Transfer;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.CheckResult.Validity;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.HistoryFile;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.lab.Component;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Progress;
import io.cooperage.drill.run.DrillCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients in all datacenters use the API while one of them is killed and comes back. Their
 * histories stay in {@code target/drills/histories}.
 */
class HistoriesDrillIT {

  private static final int INDEX = 14;
  private static final long SEED = 1;
  private static final String VICTIM = "dc3";
  private static final Path KEPT = Path.of("target", "drills", "histories").toAbsolutePath();

  private final Lab lab = Lab.open(Path.of("..").toAbsolutePath().normalize(), INDEX);

  @BeforeEach
  void bringUp() {
    lab.down(true, Progress.silent());
    lab.up(Progress.silent());
  }

  @AfterEach
  void takeDown() {
    lab.down(true, Progress.silent());
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void historiesAreSoundWhileADatacenterDies() throws InterruptedException {
    List<Workload> workloads =
        List.of(
            new RegisterWorkload("check", 5),
            new ListAppendWorkload("check", 4),
            new SetWorkload("check"),
            new NameWorkload("check", 3),
            new QuotaWorkload("check", Quota.CLUSTERS, 6, DrillCatalog.SMALL),
            new QuotaWorkload("check", Quota.MACHINES, 12, DrillCatalog.SMALL));
    DrillCatalog.install(new CooperageClient(ClientConfig.of(lab.url(), lab.token())));
    List<WorkloadRun> runs = workloads.stream().map(this::start).toList();
    try {
      Thread.sleep(6_000);
      lab.kill(VICTIM, Component.everything());
      Thread.sleep(8_000);
      lab.start(VICTIM, Component.everything());
      Thread.sleep(3_000);
      runs.forEach(WorkloadRun::stop);
      for (int i = 0; i < runs.size(); i++) {
        check(workloads.get(i), runs.get(i).history());
      }
    } finally {
      runs.forEach(WorkloadRun::close);
    }
  }

  private WorkloadRun start(Workload workload) {
    Map<String, ClientConfig> doors =
        lab.datacenters().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> ClientConfig.of(lab.url(name), lab.token())));
    WorkloadRun run = new WorkloadRun(workload, doors, SEED);
    run.start(2);
    return run;
  }

  private static void check(Workload workload, List<ClientOperation<Action>> history) {
    HistoryFile.write(KEPT.resolve(workload.name() + ".jsonl"), history);
    HistoryFile.writeEdn(KEPT, history);
    Map<Outcome, Long> outcomes =
        history.stream()
            .collect(Collectors.groupingBy(ClientOperation::outcome, Collectors.counting()));
    CheckResult result = workload.check(history);
    System.out.printf("%s: %s, %s%n", workload.name(), outcomes, result.phenomena());
    assertThat(result.violations()).as(workload.name()).isEmpty();
    assertThat(result.validity()).as(workload.name()).isEqualTo(Validity.VALID);
    assertThat(history)
        .as("acknowledged operations of %s in each datacenter", workload.name())
        .filteredOn(operation -> operation.outcome() == Outcome.OK)
        .extracting(ClientOperation::datacenter)
        .contains("dc1", "dc2", "dc3")
        .hasSizeGreaterThan(100);
    if (workload instanceof QuotaWorkload) {
      checkThatQuotaWasUsed(workload, history);
    }
  }

  /** And that each datacenter could say in the end who holds what. */
  private static void checkThatQuotaWasUsed(
      Workload workload, List<ClientOperation<Action>> history) {
    assertThat(history)
        .as("acknowledged creations and deletions of %s", workload.name())
        .filteredOn(operation -> operation.outcome() == Outcome.OK)
        .filteredOn(
            operation -> operation.action() instanceof Transfer transfer && transfer.amount() > 0)
        .hasSizeGreaterThan(20);
    assertThat(history.subList(history.size() - 3, history.size()))
        .as("last reads of %s", workload.name())
        .extracting(ClientOperation::outcome)
        .containsOnly(Outcome.OK);
  }
}
