package io.cooperage.cli;

import io.cooperage.api.EntityDifferences;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityUsage;
import io.cooperage.api.EntityView;
import io.cooperage.client.CooperageClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code cooperage catalog} for one document and its versions. */
final class CatalogHistory {
  private CatalogHistory() {}

  /** A command about one document. */
  @Command
  abstract static class OfDocument extends ApiCommand {
    @Parameters(index = "0", paramLabel = "KIND", description = "Such as services.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "The document's name.")
    private String name;

    final EntityKind kind() {
      return CatalogCommand.kind(this, kind);
    }

    final String name() {
      return name;
    }

    static String written(EntityView view) {
      return "%s %s is at version %d.".formatted(view.kind().wire(), view.name(), view.version());
    }
  }

  /** {@code catalog versions}. */
  @Command(name = "versions", description = "List the versions of a document, newest first.")
  static final class Versions extends OfDocument {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityKind kind = kind();
      List<EntityView> all =
          Paged.all(after -> client.catalog().versions(kind, name(), Paged.SIZE, after));
      terminal.print(all, () -> table(all));
    }

    private static String table(List<EntityView> all) {
      Table table = new Table("VERSION", "CHANGED", "BY");
      all.forEach(one -> table.row(one.version(), one.modifiedTime(), one.modifiedBy()));
      return table.print();
    }
  }

  /** {@code catalog changes}. */
  @Command(name = "changes", description = "Show what changed from one version to another.")
  static final class Changes extends OfDocument {
    @Parameters(index = "2", paramLabel = "FROM", description = "A version.")
    private int from;

    @Parameters(index = "3", paramLabel = "TO", description = "Another version.")
    private int to;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityDifferences found = client.catalog().diff(kind(), name(), from, to);
      terminal.print(found, () -> text(found));
    }

    private static String text(EntityDifferences found) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "~ %s %s  version %d -> %d"
              .formatted(found.kind().wire(), found.name(), found.from(), found.to()));
      found.differences().forEach(one -> lines.addAll(ImportText.of(one)));
      return String.join("\n", lines);
    }
  }

  /** {@code catalog restore}. */
  @Command(name = "restore", description = "Make the next version of an older one.")
  static final class Restore extends OfDocument {
    @Option(names = "--version", paramLabel = "N", required = true, description = "The older one.")
    private int version;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      int latest = client.catalog().get(kind(), name()).version();
      EntityView restored = client.catalog().restore(kind(), name(), latest, version);
      terminal.print(restored, () -> written(restored));
    }
  }

  /** {@code catalog delete}. */
  @Command(
      name = "delete",
      description = {
        "Delete a document. Refused while others would be left without it.",
        "Its versions can still be read, and undelete brings it back."
      })
  static final class Delete extends OfDocument {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityView latest = client.catalog().get(kind(), name());
      client.catalog().delete(kind(), name(), latest.version());
      terminal.print(latest, () -> "%s %s is deleted.".formatted(kind().wire(), name()));
    }
  }

  /** {@code catalog undelete}. */
  @Command(name = "undelete", description = "Bring a deleted document back.")
  static final class Undelete extends OfDocument {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityView back = client.catalog().undelete(kind(), name());
      terminal.print(back, () -> written(back));
    }
  }

  /** {@code catalog usage}. */
  @Command(name = "usage", description = "List what would be left without a document.")
  static final class Usage extends OfDocument {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityUsage usage = client.catalog().usage(kind(), name());
      terminal.print(usage, () -> table(usage));
    }

    private static String table(EntityUsage usage) {
      Table table = new Table("USED BY", "NAME", "TENANT", "");
      usage
          .documents()
          .forEach(use -> table.row(use.kind().wire(), use.name(), use.tenant(), use.path()));
      usage
          .clusters()
          .forEach(
              use ->
                  table.row("cluster " + use.id(), use.name(), use.tenant(), use.state().wire()));
      return table.print()
          + "\n%d documents, %d clusters.".formatted(usage.documentCount(), usage.clusterCount());
    }
  }
}
