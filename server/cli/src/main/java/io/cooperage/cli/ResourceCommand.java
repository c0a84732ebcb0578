package io.cooperage.cli;

import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import io.cooperage.client.CooperageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage resource}. */
@Command(
    name = "resource",
    description = "The scripts, files and archives that plugins work with.",
    subcommands = {
      ResourceCommand.ListAll.class,
      ResourceCommand.Versions.class,
      ResourceCommand.Upload.class,
      ResourceCommand.Download.class,
      ResourceCommand.Delete.class,
      ResourceCommand.Stage.class,
      ResourceCommand.Recall.class,
      ResourceCommand.Sync.class
    })
final class ResourceCommand extends GroupCommand {

  /** {@code resource list}. */
  @Command(name = "list", description = "List the resources of a plugin.")
  static final class ListAll extends ApiCommand {
    @Parameters(paramLabel = "PLUGIN", description = "Such as automator/shell.")
    private String plugin;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      String[] parts = parts(this, plugin, 2, "automator/shell");
      List<ResourceView> all =
          Paged.all(
              after -> client.resources().list(kind(this, parts[0]), parts[1], Paged.SIZE, after));
      terminal.print(all, () -> table(all));
    }
  }

  /** {@code resource upload}. */
  @Command(name = "upload", description = "Upload a version of a resource.")
  static final class Upload extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Parameters(paramLabel = "FILE", description = "Its content.")
    private Path file;

    @Option(names = "--stage", description = "Stage it: it is active after the next sync.")
    private boolean stage;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      String[] parts = parts(this, resource, 4, "automator/shell/script/web.sh");
      ResourceView uploaded =
          client.resources().upload(kind(this, parts[0]), parts[1], parts[2], parts[3], content());
      ResourceView now = stage ? client.resources().stage(uploaded) : uploaded;
      terminal.print(now, () -> table(List.of(now)));
    }

    private byte[] content() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw usage(file + " cannot be read: " + e.getMessage());
      }
    }
  }

  /** {@code resource versions}. */
  @Command(name = "versions", description = "List the versions of a resource.")
  static final class Versions extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<ResourceView> all = versions(this, client, resource);
      terminal.print(all, () -> table(all));
    }
  }

  /** {@code resource download}. */
  @Command(name = "download", description = "Write the content of a version to a file.")
  static final class Download extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Option(names = "--version", required = true, paramLabel = "N", description = "Which one.")
    private int version;

    @Parameters(paramLabel = "FILE", description = "Where to.")
    private Path file;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ResourceView found =
          versions(this, client, resource).stream()
              .filter(one -> one.version() == version)
              .findFirst()
              .orElseThrow(
                  () ->
                      new RefusedException(
                          "There is no version %d of %s. See: cooperage resource versions %s"
                              .formatted(version, resource, resource)));
      try {
        Files.write(file, client.resources().blob(found.sha256()));
      } catch (IOException e) {
        throw usage(file + " cannot be written: " + e.getMessage());
      }
      terminal.print(found, () -> table(List.of(found)));
    }
  }

  /** {@code resource delete}. */
  @Command(name = "delete", description = "Delete a version that is inactive.")
  static final class Delete extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Option(names = "--version", required = true, paramLabel = "N", description = "Which one.")
    private int version;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ResourceView deleted = client.resources().delete(named(this, resource, version));
      terminal.print(deleted, () -> table(List.of(deleted)));
    }
  }

  /** {@code resource stage}. */
  @Command(name = "stage", description = "Make a version active at the next sync.")
  static final class Stage extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Option(names = "--version", required = true, paramLabel = "N", description = "Which one.")
    private int version;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ResourceView staged = client.resources().stage(named(this, resource, version));
      terminal.print(staged, () -> table(List.of(staged)));
    }
  }

  /** {@code resource recall}. */
  @Command(name = "recall", description = "Make a version inactive at the next sync.")
  static final class Recall extends ApiCommand {
    @Parameters(paramLabel = "RESOURCE", description = "Such as automator/shell/script/web.sh.")
    private String resource;

    @Option(names = "--version", required = true, paramLabel = "N", description = "Which one.")
    private int version;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ResourceView recalled = client.resources().recall(named(this, resource, version));
      terminal.print(recalled, () -> table(List.of(recalled)));
    }
  }

  /** {@code resource sync}. */
  @Command(name = "sync", description = "Do what was staged and recalled, all at once.")
  static final class Sync extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<ResourceView> changed = client.resources().sync();
      terminal.print(changed, () -> table(changed));
    }
  }

  private static List<ResourceView> versions(
      ApiCommand command, CooperageClient client, String resource) {
    String[] parts = parts(command, resource, 4, "automator/shell/script/web.sh");
    PluginKind kind = kind(command, parts[0]);
    return Paged.all(
        after ->
            client.resources().versions(kind, parts[1], parts[2], parts[3], Paged.SIZE, after));
  }

  private static ResourceView named(ApiCommand command, String resource, int version) {
    String[] parts = parts(command, resource, 4, "automator/shell/script/web.sh");
    return new ResourceView(
        kind(command, parts[0]), parts[1], parts[2], parts[3], version, "", 0, "");
  }

  private static String[] parts(ApiCommand command, String text, int count, String example) {
    String[] parts = text.split("/", -1);
    if (parts.length != count) {
      throw command.usage("\"" + text + "\" should look like " + example);
    }
    return parts;
  }

  private static PluginKind kind(ApiCommand command, String text) {
    try {
      return PluginKind.parse(text);
    } catch (IllegalArgumentException e) {
      throw command.usage("A plugin kind is provider or automator: " + e.getMessage());
    }
  }

  private static String table(List<ResourceView> resources) {
    Table table = new Table("RESOURCE", "VERSION", "STATE", "SIZE", "SHA-256");
    resources.forEach(
        one ->
            table.row(
                one.pluginKind().wire()
                    + "/"
                    + one.pluginType()
                    + "/"
                    + one.resourceType()
                    + "/"
                    + one.name(),
                one.version(),
                one.state(),
                one.size(),
                one.sha256()));
    return table.print();
  }
}
