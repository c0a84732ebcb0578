package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.TaskAction;
import io.cooperage.server.job.QueueDao.Candidate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private static Candidate candidate(int number, String plugin) {
    return new Candidate(
        new ClusterId(1).job(1).task(number),
        TaskAction.INSTALL,
        1000 + number,
        "s",
        plugin,
        0,
        2,
        false,
        7);
  }

  private static List<Candidate> candidates(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> candidate(n, "automator/a")).toList();
  }

  @Test
  void tasksAreSpreadOverTheWaitingWorkers() {
    List<HandOut> shared =
        FairShare.share(
            candidates(6),
            List.of(
                new Offer("w1", 1, Set.of("automator/a"), 10),
                new Offer("w2", 1, Set.of("automator/a"), 10),
                new Offer("w3", 1, Set.of("automator/a"), 1)));
    assertThat(shared).filteredOn(one -> one.worker().equals("w1")).hasSize(3);
    assertThat(shared).filteredOn(one -> one.worker().equals("w2")).hasSize(2);
    assertThat(shared).filteredOn(one -> one.worker().equals("w3")).hasSize(1);
  }

  @Test
  void nobodyGetsWhatItHasNoPluginFor() {
    List<HandOut> shared =
        FairShare.share(
            List.of(candidate(1, "automator/b"), candidate(2, "automator/a")),
            List.of(new Offer("w1", 1, Set.of("automator/a"), 10)));
    assertThat(shared).extracting(one -> one.task().number()).containsExactly(2);
  }

  @Test
  void theTokenIsTheEpochAndTheNextAttempt() {
    HandOut handOut =
        FairShare.share(candidates(1), List.of(new Offer("w1", 1, Set.of("automator/a"), 1)))
            .get(0);
    assertThat(handOut.token()).isEqualTo("7.3");
    assertThat(handOut.attempt()).isEqualTo(3);
  }
}
