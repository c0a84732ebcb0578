package io.cooperage.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.worker.SessionStore.Beat;
import io.cooperage.server.worker.WorkerWatch.Judgement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerWatchTest {
  private static final TaskId TASK = new ClusterId(1).job(1).task(1);
  private static final Held HELD = new Held(TASK, "1.1", "w", 7);

  private final WorkerWatch watch = new WorkerWatch(Duration.ofSeconds(5));

  private static Beat beat(long count, TaskRef... running) {
    return beat(count, 7, running);
  }

  private static Beat beat(long count, long poll, TaskRef... running) {
    WorkerRegistration registration =
        new WorkerRegistration("w", 1, List.of(), List.of(), WorkerLabels.NONE);
    return new Beat("w", new Session(registration, poll, List.of(running)), count);
  }

  private Judgement at(double seconds, List<Beat> beats, Held... held) {
    return watch.judge(beats, List.of(held), (long) (seconds * 1e9));
  }

  @Test
  void aWorkerWhoseBeatStandsStillForTheLeaseIsGoneWithItsTasks() {
    TaskRef running = new TaskRef(TASK, "1.1");
    assertThat(at(0, List.of(beat(1, running)), HELD).gone()).isEmpty();
    assertThat(at(2.5, List.of(beat(1, running)), HELD).lost()).isEmpty();
    assertThat(at(4.9, List.of(beat(1, running)), HELD).lost()).isEmpty();
    Judgement judgement = at(5, List.of(beat(1, running)), HELD);
    assertThat(judgement.gone()).containsExactly("w");
    assertThat(judgement.lost()).containsExactly(HELD);
    assertThat(judgement.alive()).isEmpty();
  }

  @Test
  void aWorkerThatBeatsKeepsWhatItSaysItRuns() {
    TaskRef running = new TaskRef(TASK, "1.1");
    for (int second = 0; second < 20; second++) {
      Judgement judgement = at(second, List.of(beat(second, running)), HELD);
      assertThat(judgement.gone()).isEmpty();
      assertThat(judgement.lost()).isEmpty();
    }
  }

  @Test
  void anAnswerMayBeLateForAsLongAsItsPollIsNotOver() {
    for (int second = 0; second < 20; second++) {
      Judgement judgement = at(second, List.of(beat(second, 7)), HELD);
      assertThat(judgement.lost()).isEmpty();
      assertThat(judgement.undelivered()).isEmpty();
    }
  }

  @Test
  void aHandOutThatItsPollDidNotBringGoesBackAtOnce() {
    assertThat(at(0, List.of(beat(0, 7)), HELD).undelivered()).isEmpty();
    Judgement judgement = at(0.1, List.of(beat(1, 8)), HELD);
    assertThat(judgement.undelivered()).containsExactly(HELD);
    assertThat(judgement.lost()).isEmpty();
  }

  @Test
  void aWorkerKeepsWhatAnEarlierPollBrought() {
    TaskRef running = new TaskRef(TASK, "1.1");
    assertThat(at(0, List.of(beat(0, 9, running)), HELD).undelivered()).isEmpty();
    TaskRef another = new TaskRef(TASK, "1.2");
    assertThat(at(1, List.of(beat(1, 9, another)), HELD).undelivered()).containsExactly(HELD);
  }

  @Test
  void aTaskOfAnUnknownWorkerGoesBackAfterTheLease() {
    assertThat(at(0, List.of(), HELD).lost()).isEmpty();
    assertThat(at(2, List.of(), HELD).lost()).isEmpty();
    assertThat(at(4, List.of(), HELD).lost()).isEmpty();
    assertThat(at(5, List.of(), HELD).lost()).containsExactly(HELD);
  }

  @Test
  void afterAPauseOfTheWatcherEverybodyHasAFullLeaseAgain() {
    TaskRef running = new TaskRef(TASK, "1.1");
    assertThat(at(0, List.of(beat(1, running)), HELD).gone()).isEmpty();
    assertThat(at(60, List.of(beat(1, running)), HELD).gone()).isEmpty();
    assertThat(at(62, List.of(beat(1, running)), HELD).gone()).isEmpty();
    assertThat(at(64, List.of(beat(1, running)), HELD).lost()).isEmpty();
    assertThat(at(65, List.of(beat(1, running)), HELD).lost()).containsExactly(HELD);
  }

  @Test
  void aPauseOfTheWatcherIsNoTimeThatATaskWasWithoutItsWorker() {
    assertThat(at(0, List.of(), HELD).lost()).isEmpty();
    assertThat(at(60, List.of(), HELD).lost()).isEmpty();
    assertThat(at(62, List.of(), HELD).lost()).isEmpty();
    assertThat(at(64, List.of(), HELD).lost()).isEmpty();
    assertThat(at(65, List.of(), HELD).lost()).containsExactly(HELD);
  }
}
