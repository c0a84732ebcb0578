package io.cooperage.api;

/**
 * A document that a resolved template is made of. {@code version} 0: it is not stored yet. {@code
 * role}: {@code own} the template itself, {@code extends} one that it extends, {@code includes} a
 * part of either.
 */
public record TemplatePart(
    EntityKind kind, String tenant, String name, int version, String role, boolean immutable) {}
