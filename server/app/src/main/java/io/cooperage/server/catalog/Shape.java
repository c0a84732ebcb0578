package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/** What a JSON value must look like. Null counts as absent and is never given to a shape. */
@FunctionalInterface
interface Shape {
  void check(String path, JsonNode value, Findings findings);
}
