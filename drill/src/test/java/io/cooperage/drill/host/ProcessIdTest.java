package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdTest {

  @Test
  void knowsThisProcess() {
    ProcessId self = ProcessId.find(ProcessHandle.current().pid()).orElseThrow();

    assertThat(self.alive()).isTrue();
    assertThat(ProcessId.parse(self.toString())).contains(self);
  }

  @Test
  void isNotMistakenForAnotherProcessWithTheSameNumber() {
    ProcessId self = ProcessId.find(ProcessHandle.current().pid()).orElseThrow();

    assertThat(new ProcessId(self.pid(), self.startTicks() - 1).alive()).isFalse();
  }

  @Test
  void isDeadOnceTheProcessHasEnded() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessId id = ProcessId.find(process.pid()).orElseThrow();
    id.signal(Kernel.SIGKILL);
    process.waitFor();

    assertThat(id.alive()).isFalse();
  }

  @Test
  void seesWhetherAProcessIsFrozen() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessId id = ProcessId.find(process.pid()).orElseThrow();
      id.signal(Kernel.SIGSTOP);

      assertThat(Poll.until(Duration.ofSeconds(5), id::stopped)).isTrue();
      assertThat(id.alive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void refusesWhatIsNoIdentity() {
    assertThat(ProcessId.parse("")).isEmpty();
    assertThat(ProcessId.parse("12")).isEmpty();
    assertThat(ProcessId.parse("a b")).isEmpty();
  }
}
