package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {

  private static final Path WEIGHT = Path.of("/proc/self/autogroup");
  private static final List<String> TELL =
      List.of("sh", "-c", "nice; cat /proc/self/autogroup; echo told");

  @TempDir private Path directory;

  @Test
  void sessionAndProcessGoFirst() {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    assumeThat(WEIGHT).exists();

    assertThat(said(Precedence.first(TELL))).contains("nice -10").startsWith("-10\n");
  }

  @Test
  void whoMayNotGoFirstRunsAllTheSame() {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups"));
    command.addAll(Precedence.first(TELL));

    assertThat(said(command)).endsWith("told\n").doesNotContain("-10");
  }

  private String said(List<String> command) {
    Daemon daemon = new Daemon("first", directory.resolve("run"), directory.resolve("log"));
    daemon.start(command, Map.of());
    Poll.until(
        Duration.ofSeconds(10),
        () -> Files.exists(daemon.logFile()) && daemon.logSince(0).contains("told"));
    return daemon.logSince(0);
  }
}
