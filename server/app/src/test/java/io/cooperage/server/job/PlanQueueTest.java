package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PlanQueueTest {
  private static final JobId JOB = new ClusterId(1).job(1);

  private final List<JobId> planned = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Test
  void aJobIsPlannedOnceHoweverOftenItIsAskedForMeanwhile() {
    PlanQueue queue = new PlanQueue(planned::add, waiting::add);
    queue.planSoon(JOB);
    queue.planSoon(JOB);
    assertThat(waiting).hasSize(1);
    waiting.remove().run();
    assertThat(planned).containsExactly(JOB);
    queue.planSoon(JOB);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void aPlanThatFailedMayBeTriedAgain() {
    PlanQueue queue =
        new PlanQueue(
            job -> {
              throw new IllegalStateException("not now");
            },
            waiting::add);
    queue.planSoon(JOB);
    waiting.remove().run();
    queue.planSoon(JOB);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void aPlanThatWasRefusedMayBeTriedAgain() {
    List<Integer> refusals = new ArrayList<>();
    PlanQueue queue =
        new PlanQueue(
            planned::add,
            task -> {
              refusals.add(1);
              throw new RejectedExecutionException();
            });
    queue.planSoon(JOB);
    queue.planSoon(JOB);
    assertThat(refusals).hasSize(2);
  }
}
