package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultTest {

  private final AtomicInteger mended = new AtomicInteger();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Fault fault() {
    return new Fault("start dc2", this::mend, new PrintStream(said, true));
  }

  private Return mend() {
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    mended.incrementAndGet();
    return new Return("IST", Duration.ZERO, Duration.ZERO);
  }

  @Test
  void mendedByTheDrillItIsNotMendedAgain() {
    try (Fault fault = fault()) {
      fault.inject(() -> {});
      assertThat(fault.mend().transfer()).isEqualTo("IST");
    }
    assertThat(mended).hasValue(1);
  }

  @Test
  void drillThatFailsMends() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try (Fault fault = fault()) {
                fault.inject(() -> {});
                throw new IllegalStateException("the drill fails");
              }
            });
    assertThat(mended).hasValue(1);
    assertThat(said.toString()).contains("start dc2");
  }

  @Test
  void faultThatCameHalfIsMended() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try (Fault fault = fault()) {
                fault.inject(
                    () -> {
                      throw new IllegalStateException("killed only half");
                    });
              }
            });
    assertThat(mended).hasValue(1);
  }

  @Test
  void interruptedDrillMendsInPeaceAndStaysInterrupted() {
    try (Fault fault = fault()) {
      fault.inject(() -> {});
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(mended).hasValue(1);
  }

  @Test
  void withoutAFaultNothingIsMended() {
    fault().close();
    assertThat(mended).hasValue(0);
  }
}
