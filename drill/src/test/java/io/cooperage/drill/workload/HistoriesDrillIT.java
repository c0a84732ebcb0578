package io.cooperage.drill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.BankAction.Transfer;
import io.cooperage.drill.check.CheckResult.Validity;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.lab.Component;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Progress;
import io.cooperage.drill.run.DrillCatalog;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final int ENOUGH = 100;
  private static final int ENOUGH_TRANSFERS = 10;
  private static final Duration ENOUGH_WITHIN = Duration.ofMinutes(2);
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
    DrillCatalog.install(new CooperageClient(ClientConfig.of(lab.url(), lab.token())));
    List<Workload> workloads = Workloads.all("check", DrillCatalog.SMALL);
    try (HistoryRun run = new HistoryRun(workloads, doors(), SEED)) {
      run.start(2);
      Thread.sleep(6_000);
      lab.kill(VICTIM, Component.everything());
      Thread.sleep(8_000);
      lab.start(VICTIM, Component.everything());
      Poll.until(
          ENOUGH_WITHIN,
          () ->
              run.histories().entrySet().stream()
                  .allMatch(one -> isEnough(one.getKey(), one.getValue())));
      run.stop();
      List<JudgedHistory> judged = run.judge(KEPT);
      judged.forEach(System.out::println);
      judged.forEach(HistoriesDrillIT::check);
    }
  }

  private Map<String, ClientConfig> doors() {
    return lab.datacenters().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), name -> ClientConfig.of(lab.url(name), lab.token())));
  }

  /** How fast the machine is decides how long the clients need. */
  private static boolean isEnough(String workload, List<ClientOperation<Action>> history) {
    return history.stream().filter(one -> one.outcome() == Outcome.OK).count() > ENOUGH
        && (!isOfQuota(workload)
            || history.stream().filter(HistoriesDrillIT::isTransfer).count() > ENOUGH_TRANSFERS);
  }

  private static boolean isOfQuota(String workload) {
    return workload.startsWith("quota");
  }

  private static boolean isTransfer(ClientOperation<Action> operation) {
    return operation.outcome() == Outcome.OK
        && operation.action() instanceof Transfer transfer
        && transfer.amount() > 0;
  }

  private static void check(JudgedHistory judged) {
    assertThat(judged.result().violations()).as(judged.workload()).isEmpty();
    assertThat(judged.result().validity()).as(judged.workload()).isEqualTo(Validity.VALID);
    assertThat(judged.history())
        .as("acknowledged operations of %s in each datacenter", judged.workload())
        .filteredOn(operation -> operation.outcome() == Outcome.OK)
        .extracting(ClientOperation::datacenter)
        .contains("dc1", "dc2", "dc3")
        .hasSizeGreaterThan(ENOUGH);
    if (isOfQuota(judged.workload())) {
      checkThatQuotaWasUsed(judged.workload(), judged.history());
    }
  }

  /** And that each datacenter could say in the end who holds what. */
  private static void checkThatQuotaWasUsed(
      String workload, List<ClientOperation<Action>> history) {
    assertThat(history)
        .as("acknowledged creations and deletions of %s", workload)
        .filteredOn(HistoriesDrillIT::isTransfer)
        .hasSizeGreaterThan(ENOUGH_TRANSFERS);
    assertThat(history.subList(history.size() - 3, history.size()))
        .as("last reads of %s", workload)
        .extracting(ClientOperation::outcome)
        .containsOnly(Outcome.OK);
  }
}
