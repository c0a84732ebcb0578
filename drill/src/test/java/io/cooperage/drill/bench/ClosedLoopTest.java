package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void everyWriteOfEveryClientCounts() throws Exception {
    ClosedLoop.Client client =
        () -> {
          calls.incrementAndGet();
          Thread.sleep(1);
        };
    ClosedLoop loop = ClosedLoop.run(List.of(client, client, client), SHORT);
    assertThat(loop.done()).isEqualTo(calls.get()).isGreaterThan(3);
    assertThat(loop.rate()).isEqualTo(loop.done() / loop.seconds());
    assertThat(loop.failures()).isEmpty();
  }

  @Test
  void rareFailuresAreToldAndNotCounted() throws Exception {
    ClosedLoop.Client client =
        () -> {
          if (calls.incrementAndGet() == 7) {
            throw new IllegalStateException("conflict");
          }
        };
    ClosedLoop loop = ClosedLoop.run(List.of(client), SHORT);
    assertThat(loop.done()).isEqualTo(calls.get() - 1);
    assertThat(loop.failures()).containsEntry("conflict", 1);
  }

  @Test
  void aRateAmongFailuresIsRefused() {
    ClosedLoop.Client client =
        () -> {
          Thread.sleep(1);
          throw new IllegalStateException("no node");
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> ClosedLoop.run(List.of(client), SHORT))
        .withMessageContaining("no node");
  }
}
