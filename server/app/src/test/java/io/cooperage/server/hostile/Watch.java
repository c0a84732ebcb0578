package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a read shows of the thing that a write is about: its ETag, and its fields but for those that
 * the servers themselves keep changing.
 *
 * @param moving whether jobs and workers change it at any time: then only its size says something
 */
record Watch(int status, Optional<String> etag, JsonNode document, boolean moving) {
  private static final List<String> MOVING =
      List.of("/v3/clusters", "/v3/jobs", "/v3/tasks", "/v3/workers", "/v3/datacenters");

  private static final Set<String> KEPT_BY_SERVERS =
      Set.of(
          "lastUseTime",
          "clusters",
          "nodes",
          "position",
          "attempts",
          "nextAttempt",
          "failingSince",
          "firstAttempt",
          "lastAttempt",
          "latencyMillis",
          "state",
          "detail",
          "status",
          "requestId",
          "datacenter");

  static Watch of(String target, RawAnswer answer) throws IOException {
    JsonNode document = Json.MAPPER.readTree(answer.body());
    forget(document);
    return new Watch(
        answer.status(),
        answer.header("ETag"),
        document,
        MOVING.stream().anyMatch(target::startsWith));
  }

  private static void forget(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(KEPT_BY_SERVERS);
    }
    node.forEach(Watch::forget);
  }

  /** Whether nobody has changed what this showed before. */
  boolean isSame(Watch later) {
    int before = document.path("items").size();
    int after = later.document.path("items").size();
    return moving
        ? after <= before
        : status == later.status && etag.equals(later.etag) && document.equals(later.document);
  }
}
