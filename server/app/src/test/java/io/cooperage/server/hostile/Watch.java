package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a read shows of the thing that a write is about: its ETag, and its fields but for those that
 * the servers themselves keep changing.
 *
 * @param moving whether jobs and workers change it at any time: then only what has appeared says
 *     something
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

  /** Whether {@code request} has not changed what this showed before. */
  boolean isSame(Watch later, RawRequest request) {
    return moving
        ? later.items().size() <= items().size() || later.hasOnlyOthersNewTo(this, request)
        : status == later.status && etag.equals(later.etag) && document.equals(later.document);
  }

  /** What others did before is seen late at times: workers are, with their first beat. */
  private boolean hasOnlyOthersNewTo(Watch before, RawRequest request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    Set<String> known = before.items().stream().map(Watch::id).collect(Collectors.toSet());
    return items().stream()
        .filter(item -> !known.contains(id(item)))
        .allMatch(item -> item.has("name") && !body.contains(item.get("name").asText()));
  }

  private List<JsonNode> items() {
    return StreamSupport.stream(document.path("items").spliterator(), false).toList();
  }

  private static String id(JsonNode item) {
    return item.path("id").asText();
  }
}
