package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanQueueTest {
  private static final JobId JOB = job(1);

  private final List<JobId> planned = new ArrayList<>();
  private final PlanQueue queue = new PlanQueue(planned::addAll);

  private static JobId job(int number) {
    return new ClusterId(number).job(1);
  }

  private static List<JobId> jobs(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(PlanQueueTest::job).toList();
  }

  @Test
  void aJobIsPlannedOnceHoweverOftenItIsAskedForMeanwhile() {
    queue.add(List.of(JOB));
    queue.add(List.of(JOB));
    assertThat(queue.round()).isFalse();
    assertThat(planned).containsExactly(JOB);
    queue.add(List.of(JOB));
    assertThat(queue.isEmpty()).isFalse();
  }

  @Test
  void manyJobsTakeSeveralRoundsInTheOrderInWhichTheyCame() {
    queue.add(jobs(60));
    assertThat(queue.isShort()).isFalse();
    assertThat(queue.round()).isTrue();
    assertThat(queue.isShort()).isTrue();
    assertThat(planned).hasSize(50);
    assertThat(queue.round()).isFalse();
    assertThat(planned).isEqualTo(jobs(60));
  }

  @Test
  void plansThatFailedMayBeTriedAgain() {
    PlanQueue failing =
        new PlanQueue(
            jobs -> {
              throw new IllegalStateException("not now");
            });
    failing.add(List.of(JOB));
    assertThatThrownBy(failing::round).hasMessage("not now");
    assertThat(failing.isEmpty()).isTrue();
    failing.add(List.of(JOB));
    assertThat(failing.isEmpty()).isFalse();
  }

  @Test
  void whatDoesNotFitIsLeftToTheSweeper() {
    queue.add(jobs(2500));
    boolean more = true;
    while (more) {
      more = queue.round();
    }
    assertThat(planned).isEqualTo(jobs(2000));
  }
}
