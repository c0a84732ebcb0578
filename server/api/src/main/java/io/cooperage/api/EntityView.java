package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A catalogue entity at one version; {@code version} is its ETag, {@code document} the JSON form.
 */
public record EntityView(
    EntityKind kind, String name, int version, Instant modifiedTime, JsonNode document) {}
