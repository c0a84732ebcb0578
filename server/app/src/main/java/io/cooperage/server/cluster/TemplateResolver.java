package io.cooperage.server.cluster;

import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.PartialTemplate;
import io.cooperage.api.catalog.TemplateReference;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds a template with all that it extends and includes, and makes one document of it. */
final class TemplateResolver {
  private final CatalogService catalog;

  /** A template with everything merged in, and the version of its own document. */
  record Resolved(int version, ClusterTemplate template) {}

  TemplateResolver(CatalogService catalog) {
    this.catalog = catalog;
  }

  /**
   * @throws ProblemException INVALID_REQUEST if there is no such template; UNSATISFIABLE if its
   *     parts cannot be put together
   */
  Resolved resolve(Handle handle, String tenant, String name) {
    CatalogEntity own =
        catalog
            .find(handle, tenant, EntityKind.CLUSTERTEMPLATE, name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "There is no cluster template \"%s\". GET /v3/clustertemplates lists them."
                            .formatted(name)));
    ClusterTemplate template = own.as(ClusterTemplate.class);
    if (template.parent().isEmpty() && template.includes().isEmpty()) {
      return new Resolved(own.version(), template);
    }
    List<TemplateMerge.Part> parts = new ArrayList<>();
    collect(handle, tenant, own, new LinkedHashSet<>(), parts);
    try {
      return new Resolved(
          own.version(),
          new CatalogEntity(own.kind(), own.name(), own.version(), TemplateMerge.merge(parts))
              .as(ClusterTemplate.class));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw unsatisfiable(
          "Template \"%s\" cannot be resolved: %s.".formatted(name, e.getMessage()));
    }
  }

  /** Parent's parts, own includes, own body. */
  private void collect(
      Handle handle,
      String tenant,
      CatalogEntity entity,
      Set<String> way,
      List<TemplateMerge.Part> parts) {
    if (!way.add(entity.name())) {
      throw unsatisfiable(
          "Templates extend each other in a circle: %s, %s. Remove one of the extends."
              .formatted(String.join(", ", way), entity.name()));
    }
    ClusterTemplate template = entity.as(ClusterTemplate.class);
    Optional<TemplateReference> parent = template.parent();
    parent.ifPresent(
        reference ->
            collect(
                handle,
                tenant,
                find(handle, tenant, EntityKind.CLUSTERTEMPLATE, reference.name(), entity.name()),
                way,
                parts));
    for (TemplateReference include : template.includes()) {
      CatalogEntity part =
          find(handle, tenant, EntityKind.PARTIALTEMPLATE, include.name(), entity.name());
      boolean immutable = part.as(PartialTemplate.class).immutable();
      parts.add(new TemplateMerge.Part(part.name(), immutable, part.document()));
    }
    parts.add(new TemplateMerge.Part(entity.name(), false, entity.document()));
  }

  private CatalogEntity find(
      Handle handle, String tenant, EntityKind kind, String name, String user) {
    return catalog
        .find(handle, tenant, kind, name)
        .orElseThrow(
            () ->
                unsatisfiable(
                    "Template \"%s\" refers to %s \"%s\", which does not exist."
                        .formatted(user, kind.wire(), name)));
  }

  private static ProblemException unsatisfiable(String detail) {
    return new ProblemException(ErrorCode.UNSATISFIABLE, detail);
  }
}
