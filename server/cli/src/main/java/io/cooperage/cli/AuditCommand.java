package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cooperage.api.AuditChainView;
import io.cooperage.api.AuditVerification;
import io.cooperage.api.AuditView;
import io.cooperage.api.BrokenAuditLine;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cooperage audit}. */
@Command(
    name = "audit",
    description = "See who changed what, and whether anybody changed that.",
    subcommands = {
      AuditCommand.ListAll.class,
      AuditCommand.Export.class,
      AuditCommand.Verify.class
    })
final class AuditCommand extends GroupCommand {

  /** Which lines are wanted. */
  static final class Filter {
    @Option(names = "--tenant", description = "Of a tenant's people.")
    private Optional<String> tenant;

    @Option(names = "--user", description = "Of a user.")
    private Optional<String> user;

    @Option(names = "--action", description = "Such as cluster.create, or cluster. for several.")
    private Optional<String> action;

    @Option(names = "--subject", description = "Such as cluster/00000042.")
    private Optional<String> subject;

    @Option(names = "--datacenter", description = "Written in a datacenter.")
    private Optional<String> datacenter;

    @Option(names = "--from", paramLabel = "TIME", description = "Such as 2026-01-31T08:00:00Z.")
    private Optional<Instant> from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to, but without it.")
    private Optional<Instant> to;

    AuditQuery query() {
      AuditQuery query = AuditQuery.ALL;
      query = tenant.map(query::tenant).orElse(query);
      query = user.map(query::user).orElse(query);
      query = action.map(query::action).orElse(query);
      query = subject.map(query::subject).orElse(query);
      query = datacenter.map(query::datacenter).orElse(query);
      query = from.map(query::from).orElse(query);
      return to.map(query::to).orElse(query);
    }
  }

  /** {@code audit list}. */
  @Command(name = "list", description = "List lines.")
  static final class ListAll extends ApiCommand {
    @Mixin private Filter filter;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      AuditQuery query = filter.query();
      List<AuditView> lines = Paged.all(after -> client.audits().list(Paged.SIZE, after, query));
      terminal.print(lines, () -> table(lines));
    }

    private static String table(List<AuditView> lines) {
      Table table = new Table("TIME", "WHERE", "WHO", "DID", "TO WHAT");
      lines.forEach(
          one ->
              table.row(
                  one.time(),
                  one.datacenter(),
                  one.tenant() + "/" + one.user(),
                  one.action(),
                  one.subject()));
      return table.print();
    }
  }

  /** {@code audit export}. */
  @Command(
      name = "export",
      description = "Print lines as JSON, one each, by datacenter and place in its chain.")
  static final class Export extends ApiCommand {
    private static final ObjectWriter LINE =
        Terminal.JSON.writer().withoutFeatures(SerializationFeature.INDENT_OUTPUT);

    @Mixin private Filter filter;

    @Option(
        names = "--after",
        paramLabel = "DC:POSITION",
        description = "Go on after a line. Default: from the first on.")
    private Optional<String> after;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      client
          .audits()
          .export(filter.query(), after, line -> terminal.raw(json(line) + System.lineSeparator()));
    }

    private static String json(AuditView line) {
      try {
        return LINE.writeValueAsString(line);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A line cannot be printed as JSON", e);
      }
    }
  }

  /** {@code audit verify}. */
  @Command(
      name = "verify",
      description =
          "Look whether lines were altered, removed, put in or moved. Note what it prints, elsewhere:"
              + " with --anchor it shows later whether a chain was written anew.")
  static final class Verify extends ApiCommand {
    private static final Pattern ANCHOR =
        Pattern.compile("([a-z0-9-]+):(\\d{1,18}):([0-9a-fA-F]{64})");

    @Option(
        names = "--anchor",
        paramLabel = "DC:POSITION:HASH",
        description = "What an earlier call printed. Can be given again for other datacenters.")
    private List<String> anchors = List.of();

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<AuditChainView> chains = new ArrayList<>();
      for (AuditChainView first : client.audits().verify().chains()) {
        chains.add(toItsEnd(client, first));
      }
      for (String anchor : anchors) {
        chains.addAll(anchored(client, anchor).chains());
      }
      terminal.print(chains, () -> table(chains));
      chains.stream()
          .flatMap(chain -> chain.broken().stream().map(broken -> message(chain, broken)))
          .findFirst()
          .ifPresent(
              message -> {
                throw new RefusedException(message);
              });
    }

    private static AuditChainView toItsEnd(CooperageClient client, AuditChainView first) {
      AuditChainView chain = first;
      while (chain.broken().isEmpty() && chain.upTo() < chain.head()) {
        chain =
            client
                .audits()
                .verify(chain.datacenter(), chain.upTo(), Optional.of(chain.hash()))
                .chains()
                .get(0);
      }
      return chain;
    }

    private AuditVerification anchored(CooperageClient client, String anchor) {
      Matcher parts = ANCHOR.matcher(anchor);
      if (!parts.matches()) {
        throw usage("--anchor is \"" + anchor + "\"; give DC:POSITION:HASH as verify printed it");
      }
      return client
          .audits()
          .verify(parts.group(1), Long.parseLong(parts.group(2)), Optional.of(parts.group(3)));
    }

    private static String message(AuditChainView chain, BrokenAuditLine broken) {
      return "The audit of %s is broken at %d%s: %s"
          .formatted(
              chain.datacenter(),
              broken.position(),
              broken.id().map(id -> " (line " + id + ")").orElse(""),
              broken.reason());
    }

    private static String table(List<AuditChainView> chains) {
      Table table = new Table("STATE", "ANCHOR", "WAITING");
      chains.forEach(
          one ->
              table.row(
                  one.broken().isEmpty() ? "intact" : "BROKEN",
                  one.datacenter() + ":" + one.upTo() + ":" + one.hash(),
                  one.waiting()));
      return table.print();
    }
  }
}
