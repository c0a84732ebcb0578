package io.cooperage.galera.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.galera.watchdog.Judgement.Finding;
import io.cooperage.galera.watchdog.NodeLife.Moment;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What the judge does with nodes whose groups change while they, or their disks, hang. */
class JudgeHistoriesTest {

  private static final WatchdogLimits LIMITS = WatchdogLimits.defaults();

  /** Looks until a disk hangs, and until a canary is late, once nothing gets on. */
  private static final int NOTICED = 1 + ticks(LIMITS.diskLimit().toMillis());

  private static final int REPRIEVE = ticks(LIMITS.reprieve().toMillis());

  private static int ticks(long millis) {
    return (int) (millis / LIMITS.interval().toMillis());
  }

  private static View three(int index) {
    return new View(true, true, 3, 3, 1, index, 0, false, false, 1, false);
  }

  private static View two() {
    return new View(true, true, 2, 2, 1, 0, 0, false, false, 2, false);
  }

  private static View reforming(View view) {
    return new View(
        true, true, view.size(), view.weight(), 1, view.index(), 0, false, false, 1, true);
  }

  /**
   * Something that lasts.
   *
   * @param looks for so many
   */
  private record Stretch(int looks, Moment moment) {
    Stream<Moment> moments() {
      return Stream.generate(() -> moment).limit(looks);
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void nobodyIsFencedWhomTheOthersCouldNotDoWithoutByTheLastView(
      @ForAll("lives") List<Moment> moments) {
    NodeLife life = new NodeLife(LIMITS);
    List<Moment> lived = new ArrayList<>();
    boolean fenced = false;
    for (Moment moment : moments) {
      lived.add(moment);
      if (life.live(moment) == Finding.FENCE) {
        fenced = true;
        assertThatTheOthersGoOn(lived);
      }
    }
    Statistics.collect(fenced);
    Statistics.coverage(seen -> seen.check(true).percentage(share -> share > 5));
  }

  private static void assertThatTheOthersGoOn(List<Moment> lived) {
    List<View> told = lived.stream().flatMap(moment -> moment.told().stream()).toList();
    View last = told.get(told.size() - 1);
    assertThat(last.synced() && last.primary()).isTrue();
    assertThat(2 * (last.weight() - last.ownWeight())).isGreaterThan(last.weight());
    assertThat(lived.subList(lived.size() - REPRIEVE, lived.size()))
        .flatExtracting(moment -> moment.told().stream().toList())
        .allSatisfy(
            view -> {
              assertThat(view.number()).isEqualTo(last.number());
              assertThat(view.size()).isEqualTo(last.size());
              assertThat(view.reforming()).isFalse();
            });
    if (silent(lived) > ticks(LIMITS.statusLimit().toMillis())) {
      assertThat(lived.subList(lived.size() - REPRIEVE, lived.size()))
          .allMatch(moment -> moment.disk() == Disk.HANGS);
    }
  }

  /** For how many looks it has not answered. */
  private static int silent(List<Moment> lived) {
    int looks = 0;
    while (looks < lived.size() && lived.get(lived.size() - 1 - looks).told().isEmpty()) {
      looks++;
    }
    return looks;
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void whoReallyHangsIsFencedWithinTheBound(
      @ForAll("lives") List<Moment> before,
      @ForAll("changes") List<View> changes,
      @ForAll @IntRange(min = 1, max = 9) int late,
      @ForAll @IntRange(min = 0, max = 2) int index,
      @ForAll @IntRange(min = 1, max = 60) int talks) {
    NodeLife life = new NodeLife(LIMITS);
    before.forEach(life::live);
    life.live(new Moment(Canary.IN_TIME, Disk.WELL, Optional.of(three(index))));
    int steady = changes.size() + 1;
    int bound = steady + ticks(LIMITS.fencedWithin(index + 1).toMillis());
    Finding found = Finding.WELL;
    for (int look = 1; look <= bound && found != Finding.FENCE; look++) {
      View view = look <= changes.size() ? changes.get(look - 1) : three(index);
      found =
          life.live(
              new Moment(
                  look < late ? Canary.IN_TIME : Canary.LATE,
                  look < NOTICED ? Disk.WELL : Disk.HANGS,
                  look < steady + talks ? Optional.of(view) : Optional.empty()));
    }
    assertThat(found).isEqualTo(Finding.FENCE);
  }

  /** As in a lab, where the whole cluster had one disk; seen a second before it would be fenced. */
  @Property
  void aStallWhileAnotherIsSuspectedEndsNobody(
      @ForAll @IntRange(min = 12, max = 24) int stall,
      @ForAll @IntRange(min = 1, max = 9) int suspected,
      @ForAll @IntRange(min = 0, max = 2) int index,
      @ForAll @IntRange(min = 0, max = 2) int how) {
    Optional<View> seen =
        List.of(Optional.<View>empty(), Optional.of(reforming(three(index))), Optional.of(two()))
            .get(how);
    NodeLife life = new NodeLife(LIMITS);
    for (int look = 0; look < 100; look++) {
      life.live(new Moment(Canary.IN_TIME, Disk.WELL, Optional.of(three(index))));
    }
    for (int look = 1; look <= stall; look++) {
      Moment moment =
          new Moment(
              look < NOTICED ? Canary.IN_TIME : Canary.LATE,
              look < NOTICED ? Disk.WELL : Disk.HANGS,
              look < suspected ? Optional.of(three(index)) : seen);
      assertThat(life.live(moment)).isNotEqualTo(Finding.FENCE);
    }
    Moment over = new Moment(Canary.LATE, Disk.WELL, Optional.of(three(index)));
    assertThat(life.live(over)).isEqualTo(Finding.LATE);
  }

  @Provide
  Arbitrary<List<Moment>> lives() {
    Arbitrary<Optional<View>> told =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Optional.of(three(0)))),
            Tuple.of(2, views().map(Optional::of)),
            Tuple.of(2, Arbitraries.just(Optional.empty())));
    Arbitrary<Moment> moments =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(8, Canary.LATE),
                    Tuple.of(2, Canary.IN_TIME),
                    Tuple.of(1, Canary.REFUSED)),
                Arbitraries.frequency(Tuple.of(4, Disk.HANGS), Tuple.of(1, Disk.WELL)),
                told)
            .as(Moment::new);
    return Combinators.combine(Arbitraries.integers().between(1, 40), moments)
        .as(Stretch::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(stretches -> stretches.stream().flatMap(Stretch::moments).toList());
  }

  @Provide
  Arbitrary<List<View>> changes() {
    return views().list().ofMaxSize(40);
  }

  private static Arbitrary<View> views() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(1, 3),
            mostly(true),
            mostly(true),
            mostly(false))
        .as(
            (size, own, index, number, synced, primary, reforming) ->
                new View(
                    synced,
                    primary,
                    size,
                    size - 1 + own,
                    own,
                    index,
                    0,
                    false,
                    false,
                    number,
                    reforming));
  }

  private static Arbitrary<Boolean> mostly(boolean usual) {
    return Arbitraries.frequency(Tuple.of(9, usual), Tuple.of(1, !usual));
  }
}
