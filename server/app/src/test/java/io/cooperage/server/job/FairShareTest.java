package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.TaskAction;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.job.QueueDao.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private static final int MANY = 1000;

  private static Lane lane(String tenant, String plugin, String labels) {
    return new Lane(tenant, plugin, WorkerLabels.parse(labels), -1);
  }

  private static Candidate candidate(int number, Lane lane) {
    return new Candidate(
        new ClusterId(1).job(1).task(number),
        lane,
        number,
        TaskAction.INSTALL,
        1000 + number,
        "s",
        0,
        2,
        false,
        7);
  }

  private static List<Candidate> candidates(int from, int count, String tenant) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> candidate(number, lane(tenant, "automator/a", "")))
        .toList();
  }

  private static Offer offer(String worker, int max) {
    return new Offer(worker, 1, Set.of("automator/a"), WorkerLabels.NONE, max);
  }

  private static Map<String, Standing> standings(Standing... standings) {
    Map<String, Standing> byTenant = new HashMap<>();
    for (Standing standing : standings) {
      byTenant.put(standing.tenant(), standing);
    }
    return byTenant;
  }

  private static Standing limited(String tenant, int quota, int running) {
    return new Standing(tenant, quota, running, quota, 1);
  }

  private static List<HandOut> shareOfOne(List<Candidate> candidates, Offer... offers) {
    return FairShare.share(
        candidates, List.of(offers), standings(Standing.unlimited("acme")), MANY);
  }

  private static long count(List<HandOut> shared, String tenant) {
    return shared.stream().filter(one -> one.tenant().equals(tenant)).count();
  }

  @Test
  void tasksAreSpreadOverTheWaitingWorkers() {
    List<HandOut> shared =
        shareOfOne(candidates(1, 6, "acme"), offer("w1", 10), offer("w2", 10), offer("w3", 1));
    assertThat(shared).filteredOn(one -> one.worker().equals("w1")).hasSize(3);
    assertThat(shared).filteredOn(one -> one.worker().equals("w2")).hasSize(2);
    assertThat(shared).filteredOn(one -> one.worker().equals("w3")).hasSize(1);
  }

  @Test
  void nobodyGetsWhatItHasNoPluginFor() {
    List<HandOut> shared =
        shareOfOne(
            List.of(
                candidate(1, lane("acme", "automator/b", "")),
                candidate(2, lane("acme", "automator/a", ""))),
            offer("w1", 10));
    assertThat(shared).extracting(one -> one.task().number()).containsExactly(2);
  }

  @Test
  void tasksThatAskForLabelsGoOnlyToWorkersThatCarryAllOfThem() {
    Offer half =
        new Offer("half", 1, Set.of("automator/a"), WorkerLabels.parse("network=private"), 10);
    Offer other =
        new Offer("other", 1, Set.of("automator/a"), WorkerLabels.parse("rack=b,zone=1"), 10);
    Offer whole =
        new Offer(
            "whole", 1, Set.of("automator/a"), WorkerLabels.parse("network=private,rack=a,x=y"), 2);
    List<Candidate> choosy =
        IntStream.rangeClosed(1, 5)
            .mapToObj(n -> candidate(n, lane("acme", "automator/a", "network=private,rack=a")))
            .toList();
    assertThat(shareOfOne(choosy, half, other, whole))
        .hasSize(2)
        .allMatch(one -> one.worker().equals("whole"));
  }

  @Test
  void theTokenIsTheEpochAndTheNextAttempt() {
    HandOut handOut = shareOfOne(candidates(1, 1, "acme"), offer("w1", 1)).get(0);
    assertThat(handOut.token()).isEqualTo("7.3");
    assertThat(handOut.attempt()).isEqualTo(3);
  }

  @Test
  void ofOneTenantTheTaskThatWaitsLongestGoesFirstWhateverItsLane() {
    List<HandOut> shared =
        shareOfOne(
            List.of(
                candidate(5, lane("acme", "automator/a", "")),
                candidate(3, lane("acme", "automator/b", "")),
                candidate(4, lane("acme", "automator/a", ""))),
            new Offer("w", 1, Set.of("automator/a", "automator/b"), WorkerLabels.NONE, 2));
    assertThat(shared).extracting(one -> one.task().number()).containsExactly(3, 4);
  }

  @Test
  void whoHasThousandsWaitingDoesNotStarveWhoHasTen() {
    List<Candidate> waiting = new ArrayList<>(candidates(1, 500, "big"));
    waiting.addAll(candidates(10_000, 10, "small"));
    List<HandOut> shared =
        FairShare.share(
            waiting,
            List.of(offer("w1", 20)),
            standings(Standing.unlimited("big"), Standing.unlimited("small")),
            MANY);
    assertThat(shared).hasSize(20);
    assertThat(count(shared, "small")).isEqualTo(10);
  }

  @Test
  void workersAreSharedInProportionToTheQuotas() {
    List<Candidate> waiting = new ArrayList<>(candidates(1, 100, "large"));
    waiting.addAll(candidates(200, 100, "medium"));
    waiting.addAll(candidates(400, 100, "little"));
    List<HandOut> shared =
        FairShare.share(
            waiting,
            List.of(offer("w1", 60), offer("w2", 60)),
            standings(limited("large", 60, 0), limited("medium", 40, 0), limited("little", 20, 0)),
            60);
    assertThat(count(shared, "large")).isEqualTo(30);
    assertThat(count(shared, "medium")).isEqualTo(20);
    assertThat(count(shared, "little")).isEqualTo(10);
  }

  @Test
  void whoHasFewerInProgressThanItsPartIsServedFirst() {
    List<Candidate> waiting = new ArrayList<>(candidates(1, 100, "a"));
    waiting.addAll(candidates(200, 100, "b"));
    List<HandOut> shared =
        FairShare.share(
            waiting,
            List.of(offer("w1", 10)),
            standings(limited("a", 50, 20), limited("b", 50, 14)),
            MANY);
    assertThat(count(shared, "b")).isEqualTo(8);
    assertThat(count(shared, "a")).isEqualTo(2);
  }

  @Test
  void nobodyGetsMoreThanItsShareHasRoomForAndOthersGetTheRest() {
    List<Candidate> waiting = new ArrayList<>(candidates(1, 100, "full"));
    waiting.addAll(candidates(200, 100, "free"));
    List<HandOut> shared =
        FairShare.share(
            waiting,
            List.of(offer("w1", 50)),
            standings(new Standing("full", 10, 7, 9, 1), Standing.unlimited("free")),
            MANY);
    assertThat(count(shared, "full")).isEqualTo(2);
    assertThat(count(shared, "free")).isEqualTo(48);
  }
}
