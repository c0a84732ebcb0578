package io.cooperage.api;

import java.util.List;

/**
 * One document of an import. {@code notes}: what could not be checked, such as fields of a plugin
 * that is not registered.
 */
public record ImportedEntity(
    EntityKind kind, String name, int version, String outcome, List<String> notes) {
  public ImportedEntity {
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  public ImportedEntity(EntityKind kind, String name, int version, String outcome) {
    this(kind, name, version, outcome, List.of());
  }
}
