package io.cooperage.provisioner;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.cooperage.provisioner.configuration.ConfigException;
import io.cooperage.provisioner.configuration.ConfigFile;
import io.cooperage.provisioner.configuration.ProvisionerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: runs until SIGTERM, then hands back what it has. */
@Command(
    name = "provisioner",
    mixinStandardHelpOptions = true,
    description = "Takes tasks from the servers of its datacenter and runs them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:stopped because the journal could not be written",
      "2:the configuration cannot be used"
    })
public final class ProvisionerApplication implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ProvisionerApplication.class);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CONFIG", description = "The YAML configuration file.")
  private Path config;

  @Option(names = "--check", description = "Check the configuration and exit.")
  private boolean checkOnly;

  @Override
  public Integer call() throws Exception {
    Provisioner provisioner;
    try {
      ProvisionerConfig read = ConfigFile.read(config);
      read.logLevel().ifPresent(ProvisionerApplication::setLogLevel);
      if (checkOnly) {
        spec.commandLine().getOut().println(config + " is fine.");
        return CommandLine.ExitCode.OK;
      }
      provisioner = Provisioner.open(read);
    } catch (ConfigException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    CompletableFuture<Integer> end = new CompletableFuture<>();
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(provisioner, stopping);
                  end.complete(CommandLine.ExitCode.OK);
                },
                "stop"));
    provisioner
        .broken()
        .thenAccept(
            cause -> {
              spec.commandLine().getErr().println(cause.getMessage() + " Stopping.");
              end.complete(CommandLine.ExitCode.SOFTWARE);
            });
    provisioner.start();
    int code = end.get();
    stop(provisioner, stopping);
    return code;
  }

  private static void stop(Provisioner provisioner, AtomicBoolean stopping) {
    if (stopping.getAndSet(true)) {
      return;
    }
    try {
      provisioner.stop();
    } catch (Exception e) {
      LOG.error("The stop was not clean; what ran comes back when the lease is over", e);
    }
  }

  private static void setLogLevel(String level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.valueOf(level));
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ProvisionerApplication()).execute(arguments));
  }
}
