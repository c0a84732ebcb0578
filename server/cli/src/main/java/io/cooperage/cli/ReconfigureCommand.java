package io.cooperage.cli;

import io.cooperage.api.ReconfigureRequest;
import io.cooperage.client.CooperageClient;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cooperage cluster reconfigure}. */
@Command(
    name = "reconfigure",
    description = "Give a cluster another configuration, and finish what a failed operation left.")
final class ReconfigureCommand extends ApiCommand {
  @Mixin private OperationOptions operation;

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "In place of the present one: a JSON object, or @FILE. Default: the present.")
  private Optional<String> config;

  @Option(names = "--merge", description = "Merge --config over the present configuration.")
  private boolean merge;

  @Option(names = "--restart", description = "Stop services before, and start them after.")
  private boolean restart;

  @Option(
      names = "--drop-unfinished",
      description = "Do without what a failed operation did not finish, instead of finishing it.")
  private boolean dropUnfinished;

  @Override
  void run(CooperageClient client, Terminal terminal) {
    ReconfigureRequest request =
        new ReconfigureRequest(
            config.map(text -> Arguments.json(this, "--config", text)),
            Optional.of(merge),
            Optional.of(restart),
            Optional.of(dropUnfinished));
    operation.run(client.clusters().of(operation.id()).reconfigure(request), client, terminal);
  }
}
