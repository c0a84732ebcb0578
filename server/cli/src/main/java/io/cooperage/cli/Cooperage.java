package io.cooperage.cli;

import io.cooperage.api.ClusterId;
import io.cooperage.api.DeliveryState;
import io.cooperage.api.JobId;
import io.cooperage.api.Scope;
import io.cooperage.api.TaskId;
import java.util.ServiceLoader;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The root command; it does nothing by itself but say what there is. */
@Command(
    name = "cooperage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Provisions and runs clusters of machines from templates, in every datacenter.",
    subcommands = {
      ClusterCommand.class,
      CatalogCommand.class,
      JobCommand.class,
      TaskCommand.class,
      ResourceCommand.class,
      DatacenterCommand.class,
      WorkerCommand.class,
      PoolCommand.class,
      EventCommand.class,
      WebhookCommand.class,
      UsageCommand.class,
      TenantCommand.class,
      TokenCommand.class,
      AuditCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done",
      "1:Refused by the service, or it ended badly",
      "2:The command line is wrong",
      "3:No server answered",
      "4:Waited in vain"
    })
public final class Cooperage implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions options;

  GlobalOptions options() {
    return options;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command. See cooperage --help for what there is.");
  }

  /** The command line with the subcommands of all providers on the class path. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Cooperage());
    ServiceLoader.load(CommandProvider.class)
        .forEach(provider -> commandLine.addSubcommand(provider.command()));
    return commandLine
        .registerConverter(ClusterId.class, text -> convert(ClusterId::parse, text))
        .registerConverter(JobId.class, text -> convert(JobId::parse, text))
        .registerConverter(DeliveryState.class, text -> convert(DeliveryState::parse, text))
        .registerConverter(TaskId.class, text -> convert(TaskId::parse, text))
        .registerConverter(Scope.class, text -> convert(Scope::parse, text))
        .setExecutionExceptionHandler(new Failures())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static <T> T convert(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Runs the command that {@code arguments} name and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
