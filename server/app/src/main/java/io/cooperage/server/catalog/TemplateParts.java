package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.TemplatePart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A template and all that it extends and includes, in the order in which they are merged: the
 * parent's parts, what it includes, the template itself.
 */
final class TemplateParts {
  private final TemplateSource source;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private record Part(StoredEntity entity, String role) {
    TemplatePart view() {
      EntityKey key = entity.key();
      return new TemplatePart(
          key.kind(), key.tenant(), key.name(), entity.version(), role, immutable());
    }

    boolean immutable() {
      return entity.document().path("immutable").asBoolean();
    }
  }

  private TemplateParts(TemplateSource source) {
    this.source = source;
  }

  /**
   * @throws TemplateException if templates extend each other in a circle, which it names
   */
  static TemplateParts of(StoredEntity own, TemplateSource source) {
    TemplateParts found = new TemplateParts(source);
    found.collect(own, "own", new LinkedHashSet<>());
    return found;
  }

  /** What is named and does not exist, one sentence each. */
  List<String> missing() {
    return missing;
  }

  /** Whether one of {@code names} is among the parts. */
  boolean reach(Set<EntityName> names) {
    return parts.stream().anyMatch(part -> names.contains(EntityName.of(part.entity().key())));
  }

  /**
   * @throws TemplateException if an immutable part is overridden
   */
  ResolvedTemplate merge() {
    StoredEntity own = parts.get(parts.size() - 1).entity();
    TemplateMerge.Merged merged =
        TemplateMerge.merge(
            parts.stream()
                .map(
                    part ->
                        new TemplateMerge.Part(
                            part.entity().key().kind(),
                            part.entity().key().name(),
                            part.immutable(),
                            part.entity().document()))
                .toList());
    return new ResolvedTemplate(
        own.key().name(),
        own.version(),
        merged.document(),
        parts.stream().map(Part::view).toList(),
        merged.origins());
  }

  private void collect(StoredEntity template, String role, Set<String> way) {
    String name = template.key().name();
    if (!way.add(name)) {
      throw new TemplateException(
          "templates extend each other in a circle: %s, %s; remove one of the extends"
              .formatted(String.join(", ", way), name));
    }
    JsonNode document = template.document();
    JsonNode parent = document.at("/extends/name");
    if (parent.isTextual()) {
      find(EntityKind.CLUSTERTEMPLATE, parent.textValue(), name)
          .ifPresent(found -> collect(found, "extends", way));
    }
    for (JsonNode include : document.path("includes")) {
      find(EntityKind.PARTIALTEMPLATE, include.path("name").asText(), name)
          .ifPresent(found -> parts.add(new Part(found, "includes")));
    }
    parts.add(new Part(template, role));
  }

  private Optional<StoredEntity> find(EntityKind kind, String name, String user) {
    Optional<StoredEntity> found = source.find(kind, name);
    if (found.isEmpty()) {
      missing.add(
          "Template \"%s\" refers to %s \"%s\", which does not exist."
              .formatted(user, kind.wire(), name));
    }
    return found;
  }
}
