package io.cooperage.api;

/** A document that needs another. {@code path}: where it names it. */
public record DocumentUse(EntityKind kind, String tenant, String name, String path) {}
