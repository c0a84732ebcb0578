package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cooperage.drill.host.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDrillTest {

  @TempDir private Path lab;

  @Test
  void thereIsOneAtATime() {
    try (RunningDrill running = RunningDrill.begin(lab)) {
      assertThat(RunningDrill.find(lab).orElseThrow().pid())
          .isEqualTo(ProcessHandle.current().pid());
      assertThatIllegalStateException()
          .isThrownBy(() -> RunningDrill.begin(lab))
          .withMessageContaining("drill abort");
    }
    assertThat(RunningDrill.find(lab)).isEmpty();
  }

  @Test
  void oneWhoseProcessWasKilledIsInNobodysWay() throws Exception {
    Process dead = new ProcessBuilder("sleep", "60").start();
    ProcessId was = ProcessId.find(dead.pid()).orElseThrow();
    Files.createDirectories(lab.resolve("run"));
    Files.writeString(lab.resolve("run/drill.pid"), was.toString());
    assertThat(RunningDrill.find(lab)).contains(was);

    dead.destroyForcibly().waitFor();
    assertThat(RunningDrill.find(lab)).isEmpty();
    RunningDrill.begin(lab).close();
  }
}
