package io.cooperage.cli;

import io.cooperage.api.SyncRequest;
import io.cooperage.client.CooperageClient;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cooperage cluster sync}. */
@Command(
    name = "sync",
    description = "Bring a cluster up to the latest versions of its template and services.")
final class SyncCommand extends ApiCommand {
  @Mixin private OperationOptions operation;

  @Option(names = "--restart", description = "Stop services before, and start them after.")
  private boolean restart;

  @Override
  void run(CooperageClient client, Terminal terminal) {
    SyncRequest request = new SyncRequest(Optional.of(restart));
    operation.run(client.clusters().of(operation.id()).sync(request), client, terminal);
  }
}
