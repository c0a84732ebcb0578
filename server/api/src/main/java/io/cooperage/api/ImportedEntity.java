package io.cooperage.api;

/** One document of an import. */
public record ImportedEntity(EntityKind kind, String name, int version, String outcome) {}
