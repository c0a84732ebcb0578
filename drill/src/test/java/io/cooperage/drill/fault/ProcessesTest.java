package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessesTest {

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private List<ProcessId> living() {
    return started.stream()
        .map(process -> ProcessId.find(process.pid()))
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void allLiveWhenAimIsTakenAndNoneAfterwards() throws Exception {
    started.add(new ProcessBuilder("sleep", "60").start());
    started.add(new ProcessBuilder("sleep", "60").start());
    List<ProcessId> aimedAt = new ArrayList<>();
    assertThat(Processes.kill(this::living, () -> aimedAt.addAll(living()))).isEqualTo(2);
    assertThat(aimedAt).hasSize(2).noneMatch(ProcessId::alive);
  }
}
