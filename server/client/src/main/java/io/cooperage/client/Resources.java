package io.cooperage.client;

import io.cooperage.api.Page;
import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import java.util.List;
import java.util.Optional;

/** Plugin resources: uploaded in versions, staged, and active from the next sync on. */
public final class Resources {
  private static final String RESOURCES = "resources";
  private final Transport transport;

  Resources(Transport transport) {
    this.transport = transport;
  }

  public ResourceView upload(
      PluginKind kind, String pluginType, String resourceType, String name, byte[] content) {
    return transport.ask(
        Call.put(RESOURCES, kind.wire(), pluginType, resourceType, name)
            .bytes("application/octet-stream", content),
        ResourceView.class);
  }

  public Page<ResourceView> list(
      PluginKind kind, String pluginType, int limit, Optional<String> after) {
    return transport.page(
        Call.get(RESOURCES, kind.wire(), pluginType), limit, after, ResourceView.class);
  }

  /** The versions of one resource, oldest first. */
  public Page<ResourceView> versions(
      PluginKind kind,
      String pluginType,
      String resourceType,
      String name,
      int limit,
      Optional<String> after) {
    return transport.page(
        Call.get(RESOURCES, kind.wire(), pluginType, resourceType, name),
        limit,
        after,
        ResourceView.class);
  }

  /** Deletes a version that is inactive. */
  public ResourceView delete(ResourceView version) {
    return transport.ask(
        Call.delete(
                RESOURCES,
                version.pluginKind().wire(),
                version.pluginType(),
                version.resourceType(),
                version.name())
            .query("version", version.version()),
        ResourceView.class);
  }

  /** Marks a version to become active at the next {@link #sync}. */
  public ResourceView stage(ResourceView version) {
    return transport.ask(change(version, "stage"), ResourceView.class);
  }

  /** Marks a version to become inactive at the next {@link #sync}. */
  public ResourceView recall(ResourceView version) {
    return transport.ask(change(version, "recall"), ResourceView.class);
  }

  /** Makes what was staged active and what was recalled inactive; the versions that changed. */
  public List<ResourceView> sync() {
    return transport.page(Call.post(RESOURCES, "sync"), ResourceView.class).items();
  }

  public byte[] blob(String sha256) {
    return transport.ask(
        Call.get(RESOURCES, "blobs", sha256)
            .header("Accept", "application/octet-stream, application/problem+json"),
        byte[].class);
  }

  private static Call change(ResourceView version, String to) {
    return Call.post(
            RESOURCES,
            version.pluginKind().wire(),
            version.pluginType(),
            version.resourceType(),
            version.name(),
            to)
        .query("version", version.version());
  }
}
