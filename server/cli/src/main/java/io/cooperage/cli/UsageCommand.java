package io.cooperage.cli;

import io.cooperage.api.UsageView;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage usage}. */
@Command(
    name = "usage",
    description = "How many node-hours and cluster-hours were used, by whom and when.")
final class UsageCommand extends ApiCommand {
  @Option(
      names = "--by",
      paramLabel = "GROUPS",
      description = "Any of tenant, template and user, with commas between. Default: tenant.")
  private Optional<String> groupBy;

  @Option(names = "--period", description = "hour, day, month or total. Default: total.")
  private Optional<String> period;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Such as 2026-11-01T00:00:00Z. Default: the begin of the month.")
  private Optional<Instant> from;

  @Option(names = "--to", paramLabel = "TIME", description = "Default: now.")
  private Optional<Instant> to;

  @Option(names = "--tenant", description = "For superadmins. Default: all.")
  private Optional<String> tenant;

  @Option(names = "--csv", description = "As CSV, for a spreadsheet.")
  private boolean csv;

  @Override
  void run(CooperageClient client, Terminal terminal) {
    Usage.Wish wish = new Usage.Wish(groupBy, period, from, to, tenant);
    if (csv) {
      terminal.raw(client.usage().csv(wish));
      return;
    }
    List<UsageView> rows = Paged.all(after -> client.usage().list(wish, Paged.SIZE, after));
    terminal.print(rows, () -> table(rows));
  }

  private static String table(List<UsageView> rows) {
    Table table =
        new Table("FROM", "TO", "TENANT", "TEMPLATE", "USER", "NODE-HOURS", "CLUSTER-HOURS");
    rows.forEach(
        one ->
            table.row(
                one.from(),
                one.to(),
                one.tenant(),
                one.template().orElse("-"),
                one.user().orElse("-"),
                hours(one.nodeHours()),
                hours(one.clusterHours())));
    return table.print();
  }

  private static String hours(double hours) {
    return String.format(Locale.ROOT, "%.4f", hours);
  }
}
