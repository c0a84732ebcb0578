package io.cooperage.api;

import java.util.List;

/** What changed from one version of a catalogue document to another. */
public record EntityDifferences(
    EntityKind kind, String tenant, String name, int from, int to, List<Difference> differences) {}
