package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShapedLinkTest {

  private static final long MILLI = 1_000_000;
  private static final Duration DELAY = Duration.ofMillis(20);

  private static ShapedLink link(Duration jitter, double loss, double bandwidth) {
    return new ShapedLink(new LinkShape(DELAY, jitter, loss, bandwidth), new Random(1), 0);
  }

  @Test
  void everyPacketTakesTheDelay() {
    assertThat(link(Duration.ZERO, 0, 0).arrival(1500, 7)).hasValue(20 * MILLI + 7);
  }

  @Test
  void jitterSpreadsPacketsWithinItsBoundsAndKeepsTheirOrder() {
    ShapedLink link = link(Duration.ofMillis(5), 0, 0);
    List<Long> delays = new ArrayList<>();
    long previous = 0;
    for (long sent = 0; sent < 1000; sent++) {
      long arrival = link.arrival(100, sent * 20 * MILLI).orElseThrow();
      assertThat(arrival).isGreaterThanOrEqualTo(previous);
      previous = arrival;
      delays.add(arrival - sent * 20 * MILLI);
    }

    assertThat(delays).allMatch(delay -> delay >= 15 * MILLI && delay <= 25 * MILLI);
    assertThat(delays).anyMatch(delay -> delay < 16 * MILLI);
    assertThat(delays).anyMatch(delay -> delay > 24 * MILLI);
  }

  @Test
  void packetsThatAreSentTogetherStayInOrder() {
    ShapedLink link = link(Duration.ofMillis(5), 0, 0);

    assertThat(
            LongStream.range(0, 100).map(sent -> link.arrival(100, sent).orElseThrow()).toArray())
        .isSorted();
  }

  @Test
  void losesItsShare() {
    ShapedLink link = link(Duration.ZERO, 0.1, 0);

    assertThat(
            LongStream.range(0, 10_000).filter(sent -> link.arrival(100, sent).isEmpty()).count())
        .isBetween(900L, 1100L);
  }

  @Test
  void aNarrowLinkSendsOnePacketAfterTheOtherAndDropsWhatWaitsTooLong() {
    ShapedLink link = link(Duration.ZERO, 0, 1_000_000);
    List<OptionalLong> arrivals =
        LongStream.range(0, 100).mapToObj(sent -> link.arrival(1250, 0)).toList();

    assertThat(arrivals.get(0)).hasValue(30 * MILLI);
    assertThat(arrivals.get(1)).hasValue(40 * MILLI);
    assertThat(arrivals.stream().filter(OptionalLong::isPresent)).hasSize(21);
  }

  @Test
  void aShapeIsReadAsItIsWritten() {
    LinkShape shape = new LinkShape(DELAY, Duration.ofMillis(3), 0.025, 5e6);

    assertThat(LinkShape.parse(shape.word())).isEqualTo(shape);
    assertThat(LinkShape.parse(LinkShape.PLAIN.word())).isEqualTo(LinkShape.PLAIN);
  }
}
