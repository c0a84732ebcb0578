package io.cooperage.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An operation of the OpenAPI document that needs a token.
 *
 * @param contentType of the body that it takes; empty = none
 */
record ApiOperation(String id, String method, String path, List<Scope> scopes, String contentType) {

  static List<ApiOperation> all() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(Path.of("../../docs/reference/openapi.json").toFile());
    List<ApiOperation> found = new ArrayList<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        verb -> {
                          if (verb.getValue().has("x-scopes")) {
                            found.add(of(path.getKey(), verb.getKey(), verb.getValue()));
                          }
                        }));
    return found;
  }

  private static ApiOperation of(String path, String verb, JsonNode operation) {
    JsonNode content = operation.at("/requestBody/content");
    return new ApiOperation(
        operation.get("operationId").textValue(),
        verb.toUpperCase(java.util.Locale.ROOT),
        path,
        StreamSupport.stream(operation.get("x-scopes").spliterator(), false)
            .map(scope -> Scope.parse(scope.textValue()))
            .toList(),
        content.isObject() ? content.fieldNames().next() : "");
  }

  boolean isRead() {
    return method.equals("GET");
  }

  /** Whether it is about things that belong to a tenant, and not to all. */
  boolean isOfTenants() {
    return scopes.stream()
        .noneMatch(Set.of(Scope.WORK, Scope.INSTALLATION_READ, Scope.INSTALLATION_WRITE)::contains);
  }

  /** The table of its line in docs/reference/access.md. */
  String needs() {
    return scopes.stream()
        .map(scope -> "`" + scope.wire() + "`")
        .collect(Collectors.joining(" or "));
  }
}
