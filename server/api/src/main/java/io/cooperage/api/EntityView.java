package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A catalogue entity at one version; {@code version} is its ETag, {@code document} the JSON form.
 * {@code modifiedBy}: the user who wrote this version. {@code tenant}: whose it is; the shared ones
 * are those of {@code superadmin}.
 */
public record EntityView(
    EntityKind kind,
    String tenant,
    String name,
    int version,
    Instant modifiedTime,
    String modifiedBy,
    JsonNode document) {}
