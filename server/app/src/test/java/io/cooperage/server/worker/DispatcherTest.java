package io.cooperage.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.TaskAction;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.job.HandOut;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.job.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private final Tasks tasks = new Tasks();
  private final List<Assignments.Made> unassignable = new ArrayList<>();
  private final Map<String, List<Assignment>> answers = new HashMap<>();
  private final Dispatcher dispatcher = new Dispatcher(tasks, unassignable::add, () -> 0L);

  /** One task for every offer. */
  private static final class Tasks implements Dispatcher.Source {
    final List<Held> back = new ArrayList<>();
    boolean broken;
    boolean backBroken;

    @Override
    public boolean isWaiting() {
      return true;
    }

    @Override
    public List<HandOut> take(List<Offer> offers) {
      return offers.stream()
          .filter(offer -> offer.max() > 0)
          .map(offer -> handOut(offer.worker(), offer.poll()))
          .toList();
    }

    @Override
    public List<Assignments.Made> assign(List<HandOut> taken) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return taken.stream().map(one -> new Assignments.Made(one, Optional.empty(), "no")).toList();
    }

    @Override
    public void putBack(List<Held> undelivered, String why) {
      if (backBroken) {
        throw new IllegalStateException("the database is away");
      }
      back.addAll(undelivered);
    }
  }

  private static HandOut handOut(String worker, long poll) {
    return new HandOut(
        new ClusterId(1).job(1).task((int) poll),
        "acme",
        worker,
        poll,
        "1.1",
        1,
        TaskAction.CREATE,
        1000,
        "",
        "provider/sim",
        0,
        false);
  }

  private void park(String worker, long poll, Dispatcher.Answer answer) {
    dispatcher.park(
        new Dispatcher.Poll(
            new Offer(worker, poll, Set.of("provider/sim"), WorkerLabels.NONE, 1), 1, answer));
  }

  private void park(String worker, long poll) {
    park(
        worker,
        poll,
        given -> {
          answers.put(worker, given);
          return true;
        });
  }

  @Test
  void ifAssigningFailsEveryPollIsAnsweredAndEveryTaskGoesBack() {
    tasks.broken = true;
    park("w1", 1);
    park("w2", 2);
    assertThatThrownBy(dispatcher::round).hasMessage("broken");
    assertThat(answers)
        .containsOnlyKeys("w1", "w2")
        .allSatisfy((w, it) -> assertThat(it).isEmpty());
    assertThat(tasks.back).extracting(Held::worker).containsExactlyInAnyOrder("w1", "w2");
  }

  @Test
  void ifTheyCannotGoBackEveryPollIsAnsweredNonetheless() {
    tasks.broken = true;
    tasks.backBroken = true;
    park("w1", 1);
    assertThatThrownBy(dispatcher::round).hasMessage("the database is away");
    assertThat(answers).containsOnlyKeys("w1");
  }

  @Test
  void aWorkerThatCannotBeAnsweredKeepsNobodyElseFromItsAnswer() {
    park(
        "w1",
        1,
        given -> {
          throw new IllegalStateException("hung up");
        });
    park("w2", 2, given -> false);
    park("w3", 3);
    assertThat(dispatcher.round()).isTrue();
    assertThat(answers).containsOnlyKeys("w3");
    assertThat(tasks.back).extracting(Held::worker).containsExactlyInAnyOrder("w1", "w2");
  }

  @Test
  void whatCannotBeRunIsReportedAndItsPollEnds() {
    park("w1", 1);
    assertThat(dispatcher.round()).isTrue();
    assertThat(unassignable).hasSize(1);
    assertThat(answers).containsOnlyKeys("w1");
  }
}
