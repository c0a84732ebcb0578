package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<String> told = new ArrayList<>();
  private boolean healed;
  private Process process;
  private ProcessId id;

  @BeforeEach
  void startProcess() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    id = ProcessId.find(process.pid()).orElseThrow();
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  private void clear(Set<Cuts.Direction> cuts) {
    new Leftovers(() -> cuts, () -> healed = true, () -> List.of(id), faults -> {})
        .clear(progress());
  }

  @Test
  void frozenProcessesGoOn() {
    id.signal(Kernel.SIGSTOP);
    assertThat(Poll.until(SOON, id::stopped)).isTrue();

    clear(Set.of());

    assertThat(Poll.until(SOON, () -> !id.stopped())).isTrue();
    assertThat(told).containsExactly("1 processes were still frozen: they go on");
  }

  @Test
  void cutLinksAreJoined() {
    clear(Set.of(new Cuts.Direction("10.77.1.0/24", "10.77.2.0/24")));
    assertThat(healed).isTrue();
    assertThat(told).containsExactly("links were still cut: joined again");
  }

  @Test
  void aWholeLabIsLeftAlone() {
    clear(Set.of());
    assertThat(healed).isFalse();
    assertThat(told).isEmpty();
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void step(String name) {}

      @Override
      public void detail(String text) {
        told.add(text);
      }

      @Override
      public void done(String outcome) {}
    };
  }
}
