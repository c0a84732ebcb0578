package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundTest {

  /** Runs the command that it is given, as {@code bin/cooperage} would. */
  public static final class Program {
    private Program() {}

    /** Ends with the command's exit code. */
    public static void main(String[] command) {
      System.exit(Foreground.run(List.of(command), Map.of("WORD", "known")));
    }
  }

  @TempDir private Path directory;

  private Process start(String script) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                "sh",
                "-c",
                script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return process;
  }

  @Test
  void itsEndIsThatOfTheCommand() throws Exception {
    Process process = start("test \"$WORD\" = known && exit 7");

    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void whoEndsItWaitsForWhatTheCommandStartedToMendThings() throws Exception {
    Process process =
        start(
            """
            sh -c 'trap "sleep 0.5; touch mended; exit" TERM; touch began
                   while :; do sleep 0.1; done'
            true
            """);
    assertThat(Poll.until(Duration.ofSeconds(20), () -> Files.exists(directory.resolve("began"))))
        .isTrue();
    // What the command has started is looked for in the first tenth of a second.
    TimeUnit.MILLISECONDS.sleep(300);

    process.destroy();
    process.waitFor();

    assertThat(directory.resolve("mended")).exists();
  }
}
