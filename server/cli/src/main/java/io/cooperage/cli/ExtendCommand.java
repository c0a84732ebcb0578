package io.cooperage.cli;

import io.cooperage.api.ClusterId;
import io.cooperage.api.LeaseView;
import io.cooperage.client.CooperageClient;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage cluster extend}. */
@Command(name = "extend", description = "Let a cluster live longer.")
final class ExtendCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Such as 00000042, or 42.")
  private ClusterId id;

  @Option(
      names = "--by",
      paramLabel = "TIME",
      description = "Such as 2d, 12h or 90m. Default: one step of the template.")
  private Optional<String> by;

  @Option(names = "--dry-run", description = "Only say whether it is possible.")
  private boolean dryRun;

  @Override
  void run(CooperageClient client, Terminal terminal) {
    Optional<Long> extension = by.map(text -> Arguments.millis(this, "--by", text));
    if (dryRun) {
      client.clusters().of(id).planLease(extension);
      terminal.print(id, () -> "The lease of cluster " + id + " can be extended.");
      return;
    }
    LeaseView lease = client.clusters().of(id).extendLease(extension);
    terminal.print(
        lease,
        () -> "Cluster %s lives until %s.".formatted(id, Instant.ofEpochMilli(lease.expireTime())));
  }
}
