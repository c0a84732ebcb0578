package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The OpenAPI document that the server has, as operations to be called. */
final class ApiCalls {
  private final JsonNode document;
  private final List<ApiCall> all = new ArrayList<>();

  private ApiCalls(JsonNode document) {
    this.document = document;
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        all.add(call(path.getKey(), verb.getKey(), verb.getValue()));
      }
    }
  }

  static ApiCalls read() throws IOException {
    try (InputStream in = ApiCalls.class.getResourceAsStream("/openapi.json")) {
      return new ApiCalls(new ObjectMapper().readTree(in));
    }
  }

  List<ApiCall> all() {
    return List.copyOf(all);
  }

  /** The read that shows what {@code call} is about: at its path, or the nearest one above it. */
  Optional<ApiCall> readOf(ApiCall call) {
    return all.stream()
        .filter(ApiCall::isRead)
        .filter(read -> (call.path() + "/").startsWith(read.path() + "/"))
        .max(Comparator.comparingInt(read -> read.path().length()));
  }

  /** What a {@code $ref} stands for, or an {@code allOf} of one; else {@code schema} itself. */
  JsonNode resolve(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolve(document.at(schema.get("$ref").textValue().substring(1)));
    }
    return schema.path("allOf").size() == 1 ? resolve(schema.at("/allOf/0")) : schema;
  }

  private ApiCall call(String path, String verb, JsonNode operation) {
    return new ApiCall(
        operation.get("operationId").textValue(),
        verb.toUpperCase(Locale.ROOT),
        path,
        StreamSupport.stream(operation.path("x-scopes").spliterator(), false)
            .map(JsonNode::textValue)
            .toList(),
        StreamSupport.stream(operation.path("parameters").spliterator(), false)
            .map(this::parameter)
            .toList(),
        body(operation.at("/requestBody/content")));
  }

  private ApiCall.Parameter parameter(JsonNode declared) {
    JsonNode parameter = resolve(declared);
    return new ApiCall.Parameter(
        parameter.get("name").textValue(),
        parameter.get("in").textValue(),
        parameter.path("required").asBoolean(false),
        resolve(parameter.get("schema")));
  }

  private Optional<ApiCall.Body> body(JsonNode content) {
    return content.properties().stream()
        .findFirst()
        .map(
            one -> {
              List<JsonNode> examples = new ArrayList<>();
              one.getValue()
                  .path("examples")
                  .forEach(example -> examples.add(resolve(example).get("value")));
              Optional.ofNullable(one.getValue().get("example")).ifPresent(examples::add);
              return new ApiCall.Body(one.getKey(), one.getValue().get("schema"), examples);
            });
  }
}
