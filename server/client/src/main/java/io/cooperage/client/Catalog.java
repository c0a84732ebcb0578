package io.cooperage.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityDifferences;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityUsage;
import io.cooperage.api.EntityView;
import io.cooperage.api.ImportReport;
import io.cooperage.api.Page;
import io.cooperage.api.ResolvedTemplate;
import java.util.Optional;

/** Catalogue documents, in their JSON form. */
public final class Catalog {
  private static final String CATALOG = "catalog";
  private static final String VERSIONS = "versions";
  private final Transport transport;

  Catalog(Transport transport) {
    this.transport = transport;
  }

  public Page<EntityView> list(EntityKind kind, int limit, Optional<String> after) {
    return transport.page(Call.get(kind.plural()), limit, after, EntityView.class);
  }

  public EntityView get(EntityKind kind, String name) {
    return transport.ask(Call.get(kind.plural(), name), EntityView.class);
  }

  public EntityView get(EntityKind kind, String name, int version) {
    return transport.ask(Call.get(kind.plural(), name).query("version", version), EntityView.class);
  }

  /** A version, also of a document that is deleted. */
  public EntityView version(EntityKind kind, String name, int version) {
    return transport.ask(
        Call.get(kind.plural(), name, VERSIONS, Integer.toString(version)), EntityView.class);
  }

  public Page<EntityView> versions(
      EntityKind kind, String name, int limit, Optional<String> after) {
    return transport.page(Call.get(kind.plural(), name, VERSIONS), limit, after, EntityView.class);
  }

  /** What changed from one version to another. */
  public EntityDifferences diff(EntityKind kind, String name, int from, int to) {
    return transport.ask(
        Call.get(
            kind.plural(), name, VERSIONS, Integer.toString(from), "diff", Integer.toString(to)),
        EntityDifferences.class);
  }

  /** Makes the next version of {@code old}; 412 if {@code version} is not the latest. */
  public EntityView restore(EntityKind kind, String name, int version, int old) {
    return transport.ask(
        Call.post(kind.plural(), name, VERSIONS, Integer.toString(old), "restore").ifMatch(version),
        EntityView.class);
  }

  /** What {@link #delete} would be refused for. */
  public EntityUsage usage(EntityKind kind, String name) {
    return transport.ask(Call.get(kind.plural(), name, "usage"), EntityUsage.class);
  }

  /** Brings a deleted document back, as its next version. */
  public EntityView undelete(EntityKind kind, String name) {
    return transport.ask(Call.post(kind.plural(), name, "undelete"), EntityView.class);
  }

  public EntityView create(EntityKind kind, JsonNode document) {
    return transport.ask(Call.post(kind.plural()).json(document), EntityView.class);
  }

  /** Replaces {@code version}; 412 if another writer was first. */
  public EntityView update(EntityKind kind, String name, int version, JsonNode document) {
    return transport.ask(
        Call.put(kind.plural(), name).json(document).ifMatch(version), EntityView.class);
  }

  /** Makes it under {@code name}; 412 if there is one. */
  public EntityView put(EntityKind kind, String name, JsonNode document) {
    return transport.ask(
        Call.put(kind.plural(), name).json(document).ifNoneMatch(), EntityView.class);
  }

  /** Refused (409 in_use) while others would be left without it. */
  public void delete(EntityKind kind, String name, int version) {
    transport.tell(Call.delete(kind.plural(), name).ifMatch(version));
  }

  /** A template with all that it extends and includes, and where each value is from. */
  public ResolvedTemplate resolved(String name) {
    return transport.ask(
        Call.get(EntityKind.CLUSTERTEMPLATE.plural(), name, "resolved"), ResolvedTemplate.class);
  }

  /** The same of a template that is not stored yet; nothing is stored. */
  public ResolvedTemplate resolve(JsonNode template) {
    return transport.ask(
        Call.post(EntityKind.CLUSTERTEMPLATE.plural(), "resolve").json(template),
        ResolvedTemplate.class);
  }

  /** All or nothing. */
  public ImportReport importBundle(JsonNode bundle, boolean dryRun) {
    return transport.ask(
        Call.post(CATALOG, "import").query("dryRun", dryRun).json(bundle), ImportReport.class);
  }

  public JsonNode export() {
    return transport.ask(Call.get(CATALOG, "export"), JsonNode.class);
  }
}
