package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An operation of the OpenAPI document.
 *
 * @param id its operationId
 * @param path a template, such as {@code /v3/clusters/{id}}
 * @param scopes of which a caller needs one; empty = it needs no token
 */
record ApiCall(
    String id,
    String method,
    String path,
    List<String> scopes,
    List<Parameter> parameters,
    Optional<Body> body) {

  /**
   * @param in path, query or header
   */
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  /** What the operation reads, with the examples that the document gives of it. */
  record Body(String contentType, JsonNode schema, List<JsonNode> examples) {}

  boolean isRead() {
    return method.equals("GET");
  }

  List<Parameter> parametersIn(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }

  boolean takes(String header) {
    return parametersIn("header").stream().anyMatch(one -> one.name().equals(header));
  }
}
