package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

  @TempDir private Path directory;
  private Daemon daemon;

  @BeforeEach
  void name() {
    daemon = new Daemon("sleeper", directory.resolve("run"), directory.resolve("log"));
  }

  @AfterEach
  void end() {
    daemon.stop(Duration.ofSeconds(5));
  }

  private Daemon sameSeenLater() {
    return new Daemon("sleeper", directory.resolve("run"), directory.resolve("log"));
  }

  @Test
  void startsOnceAndIsFoundAgain() {
    assertThat(daemon.start(List.of("sleep", "60"), Map.of())).isTrue();

    assertThat(sameSeenLater().process()).isEqualTo(daemon.process()).isPresent();
    assertThat(sameSeenLater().start(List.of("sleep", "60"), Map.of())).isFalse();
  }

  @Test
  void isGoneAfterStop() {
    daemon.start(List.of("sleep", "60"), Map.of());
    daemon.stop(Duration.ofSeconds(5));

    assertThat(sameSeenLater().running()).isFalse();
  }

  @Test
  void stopEndsAFrozenProcess() {
    daemon.start(List.of("sleep", "60"), Map.of());
    ProcessId process = daemon.process().orElseThrow();
    process.signal(Kernel.SIGSTOP);
    daemon.stop(Duration.ofSeconds(5));

    assertThat(process.alive()).isFalse();
  }

  @Test
  void keepsWhatItSaysApartFromEarlierRuns() {
    daemon.start(List.of("sh", "-c", "echo first"), Map.of());
    assertThat(Poll.until(Duration.ofSeconds(5), () -> daemon.logLength() > 0)).isTrue();
    daemon.stop(Duration.ofSeconds(5));
    long offset = daemon.logLength();
    daemon.start(List.of("sh", "-c", "echo second"), Map.of());

    assertThat(Poll.until(Duration.ofSeconds(5), () -> daemon.logLength() > offset)).isTrue();
    assertThat(daemon.logSince(offset)).isEqualTo("second\n");
    assertThat(daemon.logTail(1)).containsExactly("second");
  }
}
