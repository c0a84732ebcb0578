package io.cooperage.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ImportReport;
import io.cooperage.api.Page;
import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A catalogue as files: {@code <kind, plural>/<name>.json} for the documents, and {@code
 * resources/<plugin kind>/<plugin type>/<resource type>/<name>} for what plugins use. Loading it
 * makes the service have the same; doing so again changes nothing.
 */
public final class CatalogDirectory {
  private static final String RESOURCES = "resources";
  private static final String ACTIVE = "active";
  private static final String STAGED = "staged";
  private static final int PAGE = 200;

  private final JsonNode bundle;
  private final List<ResourceFile> resources;

  /** A plugin resource of the directory. */
  public record ResourceFile(
      PluginKind pluginKind, String pluginType, String resourceType, String name, Path file) {
    /** Its name among all resources: {@code automator/shell/script/start-web}. */
    public String path() {
      return String.join("/", pluginKind.wire(), pluginType, resourceType, name);
    }
  }

  /** What loading changed. {@code resources}: those that have a new active version. */
  public record Loaded(ImportReport documents, List<String> resources) {}

  private CatalogDirectory(JsonNode bundle, List<ResourceFile> resources) {
    this.bundle = bundle;
    this.resources = List.copyOf(resources);
  }

  /**
   * @throws IllegalArgumentException if there is anything in the directory that has no place in a
   *     catalogue, or a document is not JSON
   * @throws IOException if it cannot be read
   */
  public static CatalogDirectory read(Path directory) throws IOException {
    ObjectNode bundle = ClientJson.MAPPER.createObjectNode();
    List<ResourceFile> resources = new ArrayList<>();
    for (Path child : children(directory)) {
      if (child.getFileName().toString().equals(RESOURCES)) {
        readResources(child, resources);
      } else if (Files.isDirectory(child)) {
        readDocuments(kindOf(child), child, bundle);
      } else if (!child.getFileName().toString().equals("README.md")) {
        throw new IllegalArgumentException(child + " has no place in a catalogue directory.");
      }
    }
    return new CatalogDirectory(bundle, resources);
  }

  /** All documents, as an import takes them. */
  public JsonNode bundle() {
    return bundle;
  }

  public List<ResourceFile> resources() {
    return resources;
  }

  /**
   * Imports the documents, all or none, then uploads the resources whose content is new and makes
   * them active.
   *
   * @param dryRun only says what would change
   * @throws IOException if a resource cannot be read
   */
  public Loaded load(CooperageClient client, boolean dryRun) throws IOException {
    ImportReport documents = client.catalog().importBundle(bundle, dryRun);
    List<String> changed = new ArrayList<>();
    for (ResourceFile resource : resources) {
      if (make(resource, client, dryRun)) {
        changed.add(resource.path());
      }
    }
    if (!changed.isEmpty() && !dryRun) {
      client.resources().sync();
    }
    return new Loaded(documents, List.copyOf(changed));
  }

  /** True: the resource needs a sync, for another content than the active one was staged. */
  private static boolean make(ResourceFile resource, CooperageClient client, boolean dryRun)
      throws IOException {
    byte[] content = Files.readAllBytes(resource.file());
    String sha256 = sha256(content);
    List<ResourceView> same =
        versions(resource, client).stream().filter(view -> view.sha256().equals(sha256)).toList();
    if (same.stream().anyMatch(view -> view.state().equals(ACTIVE))) {
      return false;
    }
    if (dryRun || same.stream().anyMatch(view -> view.state().equals(STAGED))) {
      return true;
    }
    Optional<ResourceView> uploaded =
        same.stream().max(Comparator.comparingInt(ResourceView::version));
    client
        .resources()
        .stage(
            uploaded.isPresent()
                ? uploaded.get()
                : client
                    .resources()
                    .upload(
                        resource.pluginKind(),
                        resource.pluginType(),
                        resource.resourceType(),
                        resource.name(),
                        content));
    return true;
  }

  private static List<ResourceView> versions(ResourceFile resource, CooperageClient client) {
    List<ResourceView> versions = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<ResourceView> page =
          client.resources().list(resource.pluginKind(), resource.pluginType(), PAGE, after);
      page.items().stream()
          .filter(view -> view.resourceType().equals(resource.resourceType()))
          .filter(view -> view.name().equals(resource.name()))
          .forEach(versions::add);
      after = page.next();
    } while (after.isPresent());
    return versions;
  }

  private static EntityKind kindOf(Path directory) {
    String plural = directory.getFileName().toString();
    TreeSet<String> known = new TreeSet<>(List.of(RESOURCES));
    for (EntityKind kind : EntityKind.values()) {
      if (kind.plural().equals(plural)) {
        return kind;
      }
      known.add(kind.plural());
    }
    throw new IllegalArgumentException(
        directory + " is no kind of catalogue entity; known are " + String.join(", ", known) + ".");
  }

  private static void readDocuments(EntityKind kind, Path directory, ObjectNode bundle)
      throws IOException {
    for (Path file : children(directory)) {
      String name = file.getFileName().toString();
      JsonNode document = ClientJson.MAPPER.readTree(file.toFile());
      if (!name.equals(document.path("name").asText() + ".json")) {
        throw new IllegalArgumentException(
            file
                + " holds the "
                + kind.wire()
                + " \""
                + document.path("name").asText()
                + "\". Name the file after it, with .json.");
      }
      bundle.withArray("/" + kind.plural()).add(document);
    }
  }

  private static void readResources(Path root, List<ResourceFile> into) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path path = root.relativize(file);
        if (path.getNameCount() != 4) {
          throw new IllegalArgumentException(
              file + " is not at <plugin kind>/<plugin type>/<resource type>/<name>.");
        }
        into.add(
            new ResourceFile(
                PluginKind.parse(path.getName(0).toString()),
                path.getName(1).toString(),
                path.getName(2).toString(),
                path.getName(3).toString(),
                file));
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
