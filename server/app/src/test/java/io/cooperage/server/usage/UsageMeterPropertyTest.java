package io.cooperage.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever intervals there are and however time is divided, no second is lost or counted twice. */
class UsageMeterPropertyTest {
  private static final Instant ORIGIN = Instant.parse("2026-02-27T21:13:07Z");
  private static final int RANGE = 400_000;

  private record Span(Instant begin, Instant end) {}

  @Property(tries = 300)
  void theSumIsThatOfCountingEachSecond(@ForAll long seed, @ForAll @IntRange(max = 12) int count) {
    Random chance = new Random(seed);
    long[] borders = borders(chance, 50);
    List<Span> spans = spans(chance, count, 60);
    long[] counted = new long[borders.length - 1];
    for (int period = 0; period < counted.length; period++) {
      for (long second = borders[period]; second < borders[period + 1]; second++) {
        for (Span span : spans) {
          if (span.begin().getEpochSecond() <= second && second < span.end().getEpochSecond()) {
            counted[period]++;
          }
        }
      }
    }
    assertThat(meter(borders, spans)).isEqualTo(counted);
  }

  @Property(tries = 300)
  void itIsTheSameHoweverTimeIsDivided(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    Random chance = new Random(seed);
    Instant from = ORIGIN.plusSeconds(chance.nextInt(RANGE));
    Instant to = from.plusSeconds(chance.nextInt(RANGE * 20));
    List<Span> spans = spans(chance, count, RANGE * 20);
    long total = sum(meter(UsagePeriod.TOTAL.borders(from, to), spans));
    for (UsagePeriod period : UsagePeriod.values()) {
      assertThat(sum(meter(period.borders(from, to), spans))).as(period.name()).isEqualTo(total);
    }
    Instant middle = from.plus(Duration.between(from, to).dividedBy(3));
    Instant whole = Instant.ofEpochSecond(middle.getEpochSecond());
    long parts =
        sum(meter(UsagePeriod.DAY.borders(from, whole), spans))
            + sum(meter(UsagePeriod.HOUR.borders(whole, to), spans));
    assertThat(parts).isEqualTo(total);
  }

  @Property(tries = 100)
  void anIntervalThatIsCutInTwoCountsAsMuch(@ForAll long seed) {
    Random chance = new Random(seed);
    Instant begin = ORIGIN.plusMillis(chance.nextInt(1_000_000));
    Instant cut = begin.plusMillis(chance.nextInt(1_000_000));
    Instant end = cut.plusMillis(chance.nextInt(1_000_000));
    long[] borders = borders(chance, 2_000);
    assertThat(meter(borders, List.of(new Span(begin, cut), new Span(cut, end))))
        .isEqualTo(meter(borders, List.of(new Span(begin, end))));
  }

  private static List<Span> spans(Random chance, int count, int range) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant begin = ORIGIN.minusSeconds(5).plusMillis(chance.nextInt(range) * 1000L + 1);
      spans.add(new Span(begin, begin.plusMillis(chance.nextInt(range) * 1000L + 998)));
    }
    return spans;
  }

  private static long[] borders(Random chance, int range) {
    return LongStream.concat(LongStream.of(-1, range), chance.longs(chance.nextInt(6), 0, range))
        .map(second -> ORIGIN.getEpochSecond() + second)
        .distinct()
        .sorted()
        .toArray();
  }

  private static long[] meter(long[] borders, List<Span> spans) {
    UsageMeter meter = new UsageMeter(borders);
    spans.forEach(span -> meter.add(span.begin(), span.end()));
    return meter.seconds();
  }

  private static long sum(long[] seconds) {
    return Arrays.stream(seconds).sum();
  }
}
