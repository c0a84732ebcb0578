package io.cooperage.server.catalog;

import io.cooperage.api.catalog.ClusterTemplate;

/** A template with everything merged in, and the version of its own document. */
public record MergedTemplate(int version, ClusterTemplate template) {}
