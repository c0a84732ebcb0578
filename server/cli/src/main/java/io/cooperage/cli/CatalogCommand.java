package io.cooperage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.ImportReport;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CooperageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage catalog}. */
@Command(
    name = "catalog",
    description = "Look at the catalogue, bring documents in and take them out.",
    subcommands = {
      CatalogCommand.Load.class,
      CatalogCommand.Import.class,
      CatalogCommand.Export.class,
      CatalogCommand.ListAll.class,
      CatalogCommand.Get.class,
      CatalogCommand.Diff.class,
      CatalogHistory.Versions.class,
      CatalogHistory.Changes.class,
      CatalogHistory.Restore.class,
      CatalogHistory.Delete.class,
      CatalogHistory.Undelete.class,
      CatalogHistory.Usage.class,
      ResolveCommand.class
    })
final class CatalogCommand extends GroupCommand {

  /** {@code catalog load}. */
  @Command(
      name = "load",
      description = {
        "Make the service have what a directory has: documents and plugin resources.",
        "Documents are at <kinds>/<name>.json, resources at"
            + " resources/<plugin kind>/<plugin type>/<resource type>/<name>."
            + " Loading the same again changes nothing."
      })
  static final class Load extends ApiCommand {
    @Parameters(paramLabel = "DIRECTORY", description = "Such as the checkout's catalog.")
    private Path directory;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      try {
        CatalogDirectory.Loaded loaded = CatalogDirectory.read(directory).load(client, dryRun);
        terminal.print(loaded, () -> text(loaded));
      } catch (IllegalArgumentException e) {
        throw new RefusedException(e.getMessage());
      } catch (IOException e) {
        throw new RefusedException(directory + " cannot be loaded: " + e.getMessage());
      }
    }

    private static String text(CatalogDirectory.Loaded loaded) {
      List<String> lines = new ArrayList<>();
      loaded.resources().forEach(path -> lines.add("~ resource " + path));
      lines.add(ImportText.of(loaded.documents()));
      return String.join("\n", lines);
    }
  }

  /** {@code catalog diff}. */
  @Command(
      name = "diff",
      description = {
        "Show what loading a directory would change, and what the service has besides.",
        "Changes nothing."
      })
  static final class Diff extends ApiCommand {
    @Parameters(paramLabel = "DIRECTORY", description = "As for load.")
    private Path directory;

    /** What {@code -o json} prints. */
    record Found(CatalogDirectory.Loaded loading, List<String> onlyInTheService) {}

    @Override
    void run(CooperageClient client, Terminal terminal) {
      try {
        CatalogDirectory files = CatalogDirectory.read(directory);
        Found found =
            new Found(files.load(client, true), besides(client.catalog().export(), files.bundle()));
        terminal.print(found, () -> text(found));
      } catch (IllegalArgumentException e) {
        throw new RefusedException(e.getMessage());
      } catch (IOException e) {
        throw new RefusedException(directory + " cannot be read: " + e.getMessage());
      }
    }

    private static List<String> besides(JsonNode service, JsonNode directory) {
      List<String> besides = new ArrayList<>();
      for (EntityKind kind : EntityKind.values()) {
        Set<String> files = new HashSet<>();
        directory.path(kind.plural()).forEach(one -> files.add(one.path("name").asText()));
        service
            .path(kind.plural())
            .forEach(
                one -> {
                  if (!files.contains(one.path("name").asText())) {
                    besides.add(kind.wire() + " " + one.path("name").asText());
                  }
                });
      }
      return besides;
    }

    private static String text(Found found) {
      List<String> lines = new ArrayList<>();
      found.onlyInTheService().forEach(name -> lines.add("? " + name + "  only in the service"));
      lines.add(Load.text(found.loading()));
      return String.join("\n", lines);
    }
  }

  /** {@code catalog import}. */
  @Command(
      name = "import",
      description = {
        "Bring documents into the catalogue, all or none.",
        "A file is a bundle ({\"providers\": [...], ...}) or one document in a directory named after"
            + " its kind (providers/aws.json). A directory means all .json files in it."
      })
  static final class Import extends ApiCommand {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
    private List<Path> paths;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      JsonNode bundle = new BundleFiles(this).read(paths);
      ImportReport report = client.catalog().importBundle(bundle, dryRun);
      terminal.print(report, () -> ImportText.of(report));
    }
  }

  /** {@code catalog export}. */
  @Command(name = "export", description = "Print your own documents as a bundle for import.")
  static final class Export extends ApiCommand {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Write here instead of to standard output.")
    private Optional<Path> file;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      String bundle = Terminal.json(client.catalog().export()) + System.lineSeparator();
      if (file.isEmpty()) {
        terminal.raw(bundle);
        return;
      }
      try {
        Files.writeString(file.get(), bundle);
        terminal.say("Written to " + file.get() + ".");
      } catch (IOException e) {
        throw new RefusedException(file.get() + " cannot be written: " + e.getMessage());
      }
    }
  }

  /** {@code catalog list}. */
  @Command(name = "list", description = "List the documents of a kind.")
  static final class ListAll extends ApiCommand {
    @Parameters(paramLabel = "KIND", description = "Such as services or clustertemplates.")
    private String kind;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityKind wanted = kind(this, kind);
      List<EntityView> all = Paged.all(after -> client.catalog().list(wanted, Paged.SIZE, after));
      terminal.print(all, () -> table(all));
    }

    private static String table(List<EntityView> all) {
      Table table = new Table("NAME", "VERSION", "TENANT", "CHANGED", "DESCRIPTION");
      all.forEach(
          one ->
              table.row(
                  one.name(),
                  one.version(),
                  one.tenant(),
                  one.modifiedTime(),
                  one.document().path("description").asText("")));
      return table.print();
    }
  }

  /** {@code catalog get}. */
  @Command(name = "get", description = "Print a document.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "KIND", description = "Such as services or clustertemplates.")
    private String kind;

    @Parameters(paramLabel = "NAME", description = "The document's name.")
    private String name;

    @Option(names = "--version", paramLabel = "N", description = "Default: the latest.")
    private Optional<Integer> number;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      EntityKind wanted = kind(this, kind);
      EntityView found =
          number
              .map(version -> client.catalog().get(wanted, name, version))
              .orElseGet(() -> client.catalog().get(wanted, name));
      terminal.print(
          found,
          () ->
              "%s %s version %d of tenant %s, changed %s%n%s"
                  .formatted(
                      found.kind().wire(),
                      found.name(),
                      found.version(),
                      found.tenant(),
                      found.modifiedTime(),
                      Terminal.json(found.document())));
    }
  }

  /** Singular or plural. */
  static EntityKind kind(ApiCommand command, String text) {
    for (EntityKind kind : EntityKind.values()) {
      if (kind.wire().equals(text) || kind.plural().equals(text)) {
        return kind;
      }
    }
    throw command.usage(
        "\""
            + text
            + "\" is no kind. Kinds are: "
            + List.of(EntityKind.values()).stream().map(EntityKind::plural).toList());
  }
}
