package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of catalogue entities, each with its plural: the path segment under {@code /v3}. */
public enum EntityKind {
  PROVIDER("providers"),
  HARDWARETYPE("hardwaretypes"),
  IMAGETYPE("imagetypes"),
  SERVICE("services"),
  CLUSTERTEMPLATE("clustertemplates"),
  PARTIALTEMPLATE("partialtemplates"),
  PROVIDERTYPE("providertypes"),
  AUTOMATORTYPE("automatortypes");

  private final String plural;

  EntityKind(String plural) {
    this.plural = plural;
  }

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static EntityKind parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /**
   * The kind whose path segment is {@code plural}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EntityKind ofPlural(String plural) {
    for (EntityKind kind : values()) {
      if (kind.plural.equals(plural)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("\"" + plural + "\" is no kind of catalogue entity");
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }

  public String plural() {
    return plural;
  }
}
