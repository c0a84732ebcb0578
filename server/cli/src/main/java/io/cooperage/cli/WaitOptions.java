package io.cooperage.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to wait. */
final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait, in seconds. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  Duration timeout() {
    return Duration.ofSeconds(seconds);
  }
}
