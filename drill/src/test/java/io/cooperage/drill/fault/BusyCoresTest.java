package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyCoresTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Daemon burners;

  @BeforeEach
  void name() {
    burners = new Daemon(BusyCores.PROCESS, directory, directory);
  }

  @AfterEach
  void end() {
    burners.stop(Duration.ofSeconds(5));
  }

  @Test
  void aPeriodIsDividedBetweenWorkAndRest() {
    assertThat(BusyCores.seconds(90)).isEqualTo("0.180");
    assertThat(BusyCores.seconds(10)).isEqualTo("0.020");
    assertThat(BusyCores.seconds(0)).isEqualTo("0.000");
  }

  @Test
  void eachCoreHasABurnerOfOrdinaryPriorityUntilTheFileIsGone() throws IOException {
    new BusyCores(directory, directory).start(10);

    assertThat(Poll.until(SOON, this::eachCoreHasOne)).isTrue();
    assertThat(niceness()).isEqualTo("0");
    Command.of("sh", "-c", new BusyCores(directory, directory).ending()).run();

    assertThat(Poll.until(SOON, () -> !burners.running())).isTrue();
    assertThat(Files.readString(burners.logFile())).isEmpty();
  }

  private boolean eachCoreHasOne() {
    return ProcessHandle.of(pid())
        .map(process -> process.children().count() == Runtime.getRuntime().availableProcessors())
        .orElse(false);
  }

  private long pid() {
    return burners.process().orElseThrow().pid();
  }

  /** The 19th field of what the kernel says of a process. */
  private String niceness() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
  }
}
