package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DelayLineTest {

  private final DelayLine line = new DelayLine(3);

  @Test
  void holdsAPacketUntilItsTime() throws InterruptedException {
    long due = System.nanoTime() + Duration.ofMillis(50).toNanos();
    line.put(new byte[] {1}, 1, due);

    line.take();

    assertThat(System.nanoTime() - due).isNotNegative();
  }

  @Test
  void givesOutByTimeAndKeepsTheOrderOfEqualTimes() throws InterruptedException {
    long now = System.nanoTime();
    line.put(new byte[] {3}, 1, now);
    line.put(new byte[] {1}, 1, now - 10);
    line.put(new byte[] {4}, 1, now);

    assertThat(drain(3)).containsExactly(1, 3, 4);
  }

  @Test
  void losesWhatFindsItFull() throws InterruptedException {
    long now = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      line.put(new byte[] {(byte) i}, 1, now + i);
    }

    assertThat(drain(3)).containsExactly(0, 1, 2);
    line.put(new byte[] {9}, 1, now);
    assertThat(drain(1)).containsExactly(9);
  }

  private List<Integer> drain(int count) throws InterruptedException {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add((int) line.take().bytes()[0]);
    }
    return found;
  }
}
