package io.cooperage.drill.recover;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.watchdog.Watchdog;
import io.cooperage.galera.watchdog.WatchdogConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cooperage galera watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description =
        "Watches the database node of this host until it is told to end: commits a canary every"
            + " second, and ends the node when its disk hangs and the others can do without it.",
    footer = "Exit codes: 143 = told to end (SIGTERM), 2 = the configuration is wrong.")
final class WatchCommand implements Callable<Integer> {

  private static final int IMPOSSIBLE = 2;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "YAML; see docs/how-to/watch-a-database-node.md.")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    WatchdogConfig read;
    try {
      read = WatchFile.read(config);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      spec.commandLine()
          .getErr()
          .println(spec.commandLine().getColorScheme().errorText(e.getMessage()));
      return IMPOSSIBLE;
    }
    try (Watchdog watching = Watchdog.start(read, new MetricRegistry())) {
      // Until a signal ends this program.
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
