package io.cooperage.galera.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.galera.watchdog.Judgement.Finding;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final WatchdogLimits LIMITS = WatchdogLimits.defaults();
  private static final Duration LONG = Duration.ofHours(1);
  private static final Judge JUDGE = new Judge(LIMITS);
  private static final View SERVING = new View(true, true, 3, 3, 1, 0, 0, false, false, 1, false);

  private static Sample sample(int tick, Canary canary, Disk disk) {
    return new Sample(
        LIMITS.interval().multipliedBy(tick),
        canary,
        disk,
        true,
        false,
        OptionalLong.of(tick),
        Optional.of(SERVING),
        Duration.ZERO,
        LONG);
  }

  /** In time once, then late with a disk that hangs. */
  private static List<Sample> hung(int looks) {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample(0, Canary.IN_TIME, Disk.WELL));
    for (int tick = 1; tick <= looks; tick++) {
      samples.add(sample(tick, Canary.LATE, Disk.HANGS));
    }
    return samples;
  }

  private static Sample with(Sample from, View view) {
    return new Sample(
        from.at(),
        from.canary(),
        from.disk(),
        from.answers(),
        from.stopped(),
        from.writes(),
        Optional.of(view),
        from.viewAge(),
        from.groupAge());
  }

  private static List<Sample> all(List<Sample> samples, UnaryOperator<Sample> change) {
    return samples.stream().map(change).toList();
  }

  private static Finding find(List<Sample> samples) {
    return JUDGE.judge(samples).finding();
  }

  @Test
  void aNodeWhoseDiskHangsIsFencedAfterEnoughLooks() {
    assertThat(find(hung(LIMITS.lateLooks() - 1))).isEqualTo(Finding.LATE);
    assertThat(JUDGE.judge(hung(LIMITS.lateLooks())))
        .isEqualTo(
            new Judgement(
                Finding.FENCE, "commits are late, and a write to its data directory hangs"));
  }

  @Property
  void oneGoodSignAmongTheLastLooksKeepsIt(@ForAll @IntRange(min = 1, max = 5) int which) {
    List<Sample> samples = hung(5);
    Sample good = samples.get(which);
    for (Sample better :
        List.of(
            sample(which, Canary.IN_TIME, good.disk()),
            sample(which, Canary.REFUSED, good.disk()),
            sample(which, good.canary(), Disk.WELL),
            sample(which, good.canary(), Disk.REFUSES))) {
      List<Sample> changed = new ArrayList<>(samples);
      changed.set(which, better);
      assertThat(find(changed)).isNotEqualTo(Finding.FENCE);
    }
  }

  @Property
  void aWatchdogThatStoodStillItselfBeginsAnew(@ForAll @IntRange(min = 1, max = 5) int gap) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : hung(5)) {
      int moved = samples.size() >= gap ? samples.size() + 40 : samples.size();
      samples.add(sample(moved, sample.canary(), sample.disk()));
    }
    assertThat(find(samples)).isEqualTo(gap == 1 ? Finding.FENCE : Finding.LATE);
  }

  @Test
  void whoNeverCommittedSinceItWasStartedIsSpared() {
    assertThat(JUDGE.judge(hung(60).subList(1, 60)).why())
        .contains("it has not committed in time since it was started");
  }

  @Test
  void membersThatHangTogetherTakeTurns() {
    for (int index = 0; index < 5; index++) {
      View view = new View(true, true, 5, 5, 1, index, 0, false, false, 1, false);
      int looks =
          (int) LIMITS.stagger().multipliedBy(index).dividedBy(LIMITS.interval())
              + LIMITS.lateLooks();
      assertThat(LIMITS.diskLimit().plus(LIMITS.interval().multipliedBy(looks)))
          .isLessThanOrEqualTo(LIMITS.fencedWithin(index + 1));
      assertThat(find(all(hung(looks), sample -> with(sample, view)))).isEqualTo(Finding.FENCE);
      assertThat(find(all(hung(looks - 1), sample -> with(sample, view))))
          .isNotEqualTo(Finding.FENCE);
    }
  }

  @Test
  void ofThreeThatAllHangOneIsFenced() {
    Duration gone = Duration.ofMillis(1_600);
    List<Integer> fenced = new ArrayList<>();
    Duration first = Duration.ofDays(1);
    for (int index = 0; index < 3; index++) {
      View before = new View(true, true, 3, 3, 1, index, 0, false, false, 1, false);
      View after = new View(true, true, 2, 2, 1, index, 0, false, false, 1, false);
      for (int looks = 1; looks < 60; looks++) {
        Duration end = LIMITS.interval().multipliedBy(looks);
        boolean seen = end.compareTo(first.plus(gone)) > 0;
        List<Sample> samples = all(hung(looks), sample -> with(sample, seen ? after : before));
        if (find(samples) == Finding.FENCE) {
          fenced.add(index);
          first = end;
          break;
        }
      }
    }
    assertThat(fenced).containsExactly(0);
  }

  @Test
  void itIsSparedWhereOthersCouldNotGoOn() {
    View alone = new View(true, true, 1, 1, 1, 0, 0, false, false, 1, false);
    View oneOfTwo = new View(true, true, 2, 2, 1, 0, 0, false, false, 1, false);
    View heavy = new View(true, true, 3, 4, 2, 0, 0, false, false, 1, false);
    View light = new View(true, true, 3, 5, 2, 0, 0, false, false, 1, false);
    for (View view : List.of(alone, oneOfTwo, heavy)) {
      assertThat(JUDGE.judge(all(hung(60), sample -> with(sample, view))).why())
          .contains("the others have no quorum without it");
    }
    assertThat(find(all(hung(60), sample -> with(sample, light)))).isEqualTo(Finding.FENCE);
  }

  @Test
  void longerTurnsLeaveTimeForTheLastOfThreeThatAreSilent() {
    WatchdogLimits longer = LIMITS.withStagger(Duration.ofSeconds(8), 3);
    assertThat(LIMITS.withStagger(LIMITS.stagger(), 3)).isEqualTo(LIMITS);
    assertThat(longer.reprieve()).isEqualTo(longer.stagger());
    View last = new View(true, true, 3, 3, 1, 2, 0, false, false, 1, false);
    int due =
        (int)
                longer
                    .stillLimit()
                    .plus(longer.stagger().multipliedBy(2))
                    .dividedBy(LIMITS.interval())
            + 1;
    List<Sample> samples = all(silent(due, false, false), sample -> with(sample, last));
    assertThat(new Judge(longer).judge(samples).finding()).isEqualTo(Finding.FENCE);
  }

  @Test
  void donorsJoinersAndMinoritiesAreSpared() {
    View donor = new View(false, true, 3, 3, 1, 0, 0, false, false, 1, false);
    View minority = new View(true, false, 3, 3, 1, 0, 0, false, false, 1, false);
    for (View view : List.of(donor, minority)) {
      assertThat(find(all(hung(60), sample -> with(sample, view)))).isEqualTo(Finding.SPARED);
    }
  }

  @Test
  void whatIsKnownOfTheGroupMustNotBeOld() {
    Duration old = LIMITS.viewAge().plusMillis(1);
    assertThat(
            find(
                all(
                    hung(60),
                    from ->
                        new Sample(
                            from.at(),
                            from.canary(),
                            from.disk(),
                            false,
                            false,
                            from.writes(),
                            from.view(),
                            old,
                            from.groupAge()))))
        .isEqualTo(Finding.SPARED);
  }

  /** Late and silent; {@code writes} by tick. */
  private static List<Sample> silent(int looks, boolean stopped, boolean writes) {
    return all(
        hung(looks),
        from ->
            new Sample(
                from.at(),
                from.canary(),
                Disk.WELL,
                from.canary() == Canary.IN_TIME,
                stopped,
                writes ? from.writes() : OptionalLong.of(7),
                from.view(),
                from.at(),
                from.groupAge()));
  }

  @Test
  void aSilentNodeIsFencedWhenItsProcessStandsStill() {
    int due = (int) LIMITS.stillLimit().dividedBy(LIMITS.interval()) + 1;
    assertThat(find(silent(due, false, false))).isEqualTo(Finding.FENCE);
    assertThat(find(silent(due - 1, false, false))).isEqualTo(Finding.LATE);
  }

  @Test
  void aSilentNodeThatAppliesOrWasStoppedIsNot() {
    assertThat(find(silent(70, false, true))).isEqualTo(Finding.LATE);
    assertThat(find(silent(70, true, false))).isEqualTo(Finding.LATE);
  }

  @Test
  void whoIsSlowAndWhoWaitsForOthersIsToldApart() {
    List<Sample> late = all(hung(60), from -> sample(tick(from), from.canary(), Disk.WELL));
    View asks = new View(true, true, 3, 3, 1, 0, 900, true, true, 1, false);
    View hears = new View(true, true, 3, 3, 1, 0, 0, true, false, 1, false);
    assertThat(find(later(late, asks))).isEqualTo(Finding.SLOW);
    assertThat(find(later(late, hears))).isEqualTo(Finding.ELSEWHERE);
    assertThat(find(late)).isEqualTo(Finding.LATE);
  }

  private static List<Sample> later(List<Sample> samples, View view) {
    return all(samples, from -> from.canary() == Canary.LATE ? with(from, view) : from);
  }

  private static int tick(Sample sample) {
    return (int) sample.at().dividedBy(LIMITS.interval());
  }

  @Property
  void nobodyIsFencedWithoutCause(@ForAll("histories") List<Sample> samples) {
    if (find(samples) != Finding.FENCE) {
      return;
    }
    Sample last = samples.get(samples.size() - 1);
    List<Sample> looks = samples.subList(samples.size() - LIMITS.lateLooks(), samples.size());
    assertThat(looks).allMatch(look -> look.canary() == Canary.LATE);
    assertThat(looks).allMatch(look -> look.disk() == Disk.HANGS || !look.answers());
    assertThat(samples.get(0).canary()).isEqualTo(Canary.IN_TIME);
    assertThat(last.viewAge()).isLessThanOrEqualTo(LIMITS.viewAge());
    assertThat(last.view()).hasValueSatisfying(view -> assertThat(view.synced()).isTrue());
    View view = last.view().orElseThrow();
    assertThat(view.primary()).isTrue();
    assertThat(2 * (view.weight() - view.ownWeight())).isGreaterThan(view.weight());
  }

  @Provide
  Arbitrary<List<Sample>> histories() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 5);
    Arbitrary<View> views =
        Combinators.combine(
                mostly(true, false),
                mostly(true, false),
                sizes,
                Arbitraries.integers().between(0, 2))
            .as(
                (synced, primary, size, own) ->
                    new View(synced, primary, size, size, own, 0, 0, false, false, 1, false));
    Arbitrary<Sample> looks =
        Combinators.combine(
                mostly(Canary.LATE, Canary.IN_TIME),
                mostly(Disk.HANGS, Disk.WELL),
                mostly(false, true),
                mostly(false, true),
                views.optional(0.95),
                mostly(0, 30))
            .as(
                (canary, disk, answers, stopped, view, age) ->
                    new Sample(
                        Duration.ZERO,
                        canary,
                        disk,
                        answers,
                        stopped,
                        OptionalLong.of(7),
                        view,
                        Duration.ofSeconds(age),
                        LONG));
    return looks.list().ofMinSize(LIMITS.lateLooks()).ofMaxSize(40).map(JudgeTest::inSequence);
  }

  private static <T> Arbitrary<T> mostly(T usual, T other) {
    return Arbitraries.frequency(Tuple.of(19, usual), Tuple.of(1, other));
  }

  private static List<Sample> inSequence(List<Sample> looks) {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample(0, Canary.IN_TIME, Disk.WELL));
    for (Sample from : looks) {
      samples.add(
          new Sample(
              LIMITS.interval().multipliedBy(samples.size()),
              from.canary(),
              from.disk(),
              from.answers(),
              from.stopped(),
              from.writes(),
              from.view(),
              from.viewAge(),
              from.groupAge()));
    }
    return samples;
  }
}
