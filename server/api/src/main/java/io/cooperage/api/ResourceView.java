package io.cooperage.api;

/** A version of a plugin resource. {@code state}: inactive, staged, active or recalled. */
public record ResourceView(
    PluginKind pluginKind,
    String pluginType,
    String resourceType,
    String name,
    int version,
    String sha256,
    long size,
    String state) {}
