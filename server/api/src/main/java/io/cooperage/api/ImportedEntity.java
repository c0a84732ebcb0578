package io.cooperage.api;

import java.util.List;

/**
 * One document of an import. {@code differences}: of one that is updated, to what there was. {@code
 * notes}: what could not be checked, such as fields of a plugin that is not registered.
 */
public record ImportedEntity(
    EntityKind kind,
    String name,
    int version,
    String outcome,
    List<Difference> differences,
    List<String> notes) {
  public ImportedEntity {
    differences = differences == null ? List.of() : List.copyOf(differences);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** One that is new, or stays as it is. */
  public ImportedEntity(
      EntityKind kind, String name, int version, String outcome, List<String> notes) {
    this(kind, name, version, outcome, List.of(), notes);
  }
}
