package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  @TempDir private Path lab;

  @Test
  void globalLoadBalancerCountsAlthoughItIsInNoNamespace() throws Exception {
    ProcessId self = ProcessId.find(ProcessHandle.current().pid()).orElseThrow();
    assertThat(Memory.outside(lab)).isEmpty();
    Files.createDirectories(lab.resolve("run"));
    Files.writeString(lab.resolve("run/global-haproxy.pid"), self.toString());
    assertThat(Memory.outside(lab)).containsExactly(self);
  }

  @Test
  void upTimeIsFromNothingOnlyIfNothingWasKept() {
    assertThat(UpTime.title(true)).startsWith("from nothing to all green");
    assertThat(UpTime.title(false)).doesNotContain("nothing");
  }
}
