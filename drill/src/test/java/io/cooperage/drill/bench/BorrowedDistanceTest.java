package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BorrowedDistanceTest {

  private static final Duration MEASURED = Duration.ofMillis(40);

  private final List<Duration> set = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private BorrowedDistance borrow(Optional<String> before) {
    return BorrowedDistance.set(MEASURED, before, set::add, new PrintStream(said, true));
  }

  @Test
  void whatWasBeforeIsRestoredOnce() {
    BorrowedDistance distance = borrow(Optional.of("15 ms"));
    distance.close();
    distance.close();
    assertThat(set).containsExactly(MEASURED, Duration.ofMillis(15));
  }

  @Test
  void withoutADistanceBeforeThereIsNoneAfterwards() {
    borrow(Optional.empty()).close();
    assertThat(set).containsExactly(MEASURED, Duration.ZERO);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void distanceThatIsNotKnownIsTold() {
    borrow(Optional.of("unknown")).close();
    assertThat(set).containsExactly(MEASURED, Duration.ZERO);
    assertThat(said.toString()).contains("unknown");
  }

  @Test
  void settingThatFailsHalfIsTakenBack() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                BorrowedDistance.set(
                    MEASURED,
                    Optional.of("15 ms"),
                    distance -> {
                      set.add(distance);
                      if (distance.equals(MEASURED)) {
                        throw new IllegalStateException("no relay");
                      }
                    },
                    new PrintStream(said, true)));
    assertThat(set).containsExactly(MEASURED, Duration.ofMillis(15));
  }
}
