package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingFaultsTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final FaultSpec CUT =
      new FaultSpec(FaultKind.CUT, List.of("dc2"), Map.of("direction", "in"));

  @TempDir private Path directory;
  private StandingFaults faults;
  private Path undone;
  private Path restored;

  @BeforeEach
  void name() {
    faults = open();
    undone = directory.resolve("it's undone");
    restored = directory.resolve("restored");
  }

  private StandingFaults open() {
    return new StandingFaults(directory.resolve("faults"), directory.resolve("log"));
  }

  @AfterEach
  void disarm() {
    faults.list().forEach(StandingFault::disarm);
  }

  private StandingFault arm(FaultSpec spec, Duration deadMan) {
    return faults.arm(
        spec,
        deadMan,
        fault ->
            new StandingFaults.Healing(
                List.of("echo undone >> " + Shell.quote(undone.toString())),
                List.of("echo restored >> " + Shell.quote(restored.toString()))));
  }

  @Test
  void everyProcessSeesWhatStandsAndForHowLong() {
    StandingFault fault = arm(CUT, Duration.ofMinutes(1));

    assertThat(open().list())
        .extracting(StandingFault::what)
        .containsExactly("cut dc2, direction=in");
    assertThat(open().find(1).orElseThrow().left(Instant.now()))
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    assertThat(fault.stands()).isTrue();
  }

  @Test
  void healedItIsForgottenAndItsDeadManEnds() {
    StandingFault fault = arm(CUT, Duration.ofMinutes(1));
    ProcessId deadMan = fault.deadMan().process().orElseThrow();

    open().find(fault.number()).orElseThrow().heal();

    assertThat(undone).hasContent("undone");
    assertThat(restored).hasContent("restored");
    assertThat(fault.stands()).isFalse();
    assertThat(open().list()).isEmpty();
    assertThat(Poll.until(SOON, () -> !deadMan.alive())).isTrue();
  }

  @Test
  void theDeadManHealsWhatNobodyDid() {
    StandingFault fault = arm(CUT, Duration.ofMillis(300));

    assertThat(Poll.until(SOON, () -> !fault.stands())).isTrue();

    assertThat(undone).hasContent("undone");
    assertThat(restored).hasContent("restored");
    assertThat(fault.directory()).doesNotExist();
  }

  @Test
  void theDeadManTriesAgain() {
    Path flag = directory.resolve("flag");
    StandingFault fault =
        faults.arm(
            CUT,
            Duration.ofMillis(100),
            armed ->
                new StandingFaults.Healing(
                    List.of(), List.of("[ -e %1$s ] || { touch %1$s; exit 1; }".formatted(flag))));

    assertThat(Poll.until(SOON, () -> !fault.stands())).isTrue();
    assertThat(flag).exists();
  }

  @Test
  void aDeadManThatIsHealingIsWaitedFor() {
    StandingFault fault =
        faults.arm(
            CUT,
            Duration.ofMillis(100),
            armed -> new StandingFaults.Healing(List.of(), List.of("sleep 1")));
    assertThat(Poll.until(SOON, fault::healing)).isTrue();

    assertThat(fault.awaitDeadMan()).isTrue();

    assertThat(fault.stands()).isFalse();
  }

  @Test
  void itsHitsAreThoseOfAllItsTallies() throws Exception {
    StandingFault fault = arm(CUT, Duration.ofMinutes(1));
    assertThat(fault.hits()).isEmpty();

    Files.writeString(fault.tally("one"), "12:00\n12:01\n");
    Files.writeString(fault.tally("other"), "12:00\n");
    Files.createFile(fault.tally("none yet"));
    assertThat(open().find(fault.number()).orElseThrow().hits()).hasValue(3);

    fault.disarm();
    assertThat(fault.hits()).isEmpty();
  }

  @Test
  void numbersAreUsedAgainAndNeverTwiceAtOnce() {
    StandingFault first = arm(CUT, Duration.ofMinutes(1));
    StandingFault second =
        arm(new FaultSpec(FaultKind.DRAIN, List.of("dc1"), Map.of()), Duration.ofMinutes(1));
    first.disarm();
    StandingFault third = arm(CUT, Duration.ofMinutes(1));

    assertThat(List.of(first.number(), second.number(), third.number())).containsExactly(1, 2, 1);
  }

  @Test
  void theSameKindOnTheSameTargetClashes() {
    arm(CUT, Duration.ofMinutes(1));

    assertThat(faults.clashing(new FaultSpec(FaultKind.CUT, List.of("dc1", "dc2"), Map.of())))
        .isPresent();
    assertThat(faults.clashing(new FaultSpec(FaultKind.CUT, List.of("dc1"), Map.of()))).isEmpty();
    assertThat(faults.clashing(new FaultSpec(FaultKind.KILL, List.of("dc2"), Map.of()))).isEmpty();
  }

  @Test
  void undoingEndsARecordedProcessAndItsGroup() throws Exception {
    StandingFault fault =
        faults.arm(
            CUT,
            Duration.ofMinutes(1),
            armed ->
                new StandingFaults.Healing(
                    List.of("end " + armed.directory().resolve("loop.pid")), List.of()));
    Process loop = new ProcessBuilder("setsid", "sh", "-c", "sleep 60; :").start();
    ProcessId process = ProcessId.find(loop.pid()).orElseThrow();
    Files.writeString(fault.directory().resolve("loop.pid"), process.toString());
    assertThat(Poll.until(SOON, () -> loop.children().findAny().isPresent())).isTrue();
    ProcessHandle child = loop.children().findAny().orElseThrow();

    fault.undo();

    assertThat(Poll.until(SOON, () -> !process.alive() && !child.isAlive())).isTrue();
  }
}
