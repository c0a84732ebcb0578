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
      ResourceCommand.Upload.class,
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
