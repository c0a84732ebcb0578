package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Where a value of a resolved template comes from. {@code path} is a JSON pointer; a list that is
 * joined from several parts has a line for each element. {@code fixedBy}: the immutable partial
 * template that allows no other value.
 */
public record ValueOrigin(
    String path, JsonNode value, EntityKind kind, String name, Optional<String> fixedBy) {}
