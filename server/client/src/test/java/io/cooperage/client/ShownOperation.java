package io.cooperage.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operation as docs/reference/openapi.json shows it. */
record ShownOperation(String method, String path, JsonNode text, JsonNode document) {
  private static final Path DOCUMENT = Path.of("../../docs/reference/openapi.json");

  /** The most special paths first: /v3/tenants/{name} before /v3/{kind}/{name}. */
  static List<ShownOperation> all() throws IOException {
    JsonNode document = new ObjectMapper().readTree(DOCUMENT.toFile());
    List<ShownOperation> found = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb ->
                            found.add(
                                new ShownOperation(
                                    verb.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    verb.getValue(),
                                    document))));
    found.sort(
        java.util.Comparator.comparingLong(
            one -> one.path().chars().filter(character -> character == '{').count()));
    return found;
  }

  String id() {
    return text.path("operationId").textValue();
  }

  boolean isAskedBy(String verb, URI target) {
    String pattern =
        Arrays.stream(path.split("/", -1))
            .map(part -> part.startsWith("{") ? pattern(part) : Pattern.quote(part))
            .collect(Collectors.joining("/"));
    return verb.equals(method) && target.getPath().matches(pattern);
  }

  private String pattern(String part) {
    String name = part.substring(1, part.length() - 1);
    for (JsonNode parameter : text.path("parameters")) {
      if (parameter.path("name").asText().equals(name)) {
        return "(" + parameter.at("/schema/pattern").asText("[^/]+") + ")";
      }
    }
    return "[^/]+";
  }

  /**
   * What of a request is not as it is shown.
   *
   * @param header gives the value of a header, or null
   */
  List<String> complaints(URI target, UnaryOperator<String> header, boolean hasBody) {
    List<String> complaints = new ArrayList<>();
    List<String> known = new ArrayList<>();
    Set<String> sent = queryOf(target);
    for (JsonNode parameter : text.path("parameters")) {
      JsonNode shown = resolved(parameter);
      String name = shown.path("name").textValue();
      boolean query = shown.path("in").asText().equals("query");
      boolean there = query ? sent.contains(name) : header.apply(name) != null;
      known.add(name);
      if (!shown.path("in").asText().equals("path")
          && shown.path("required").asBoolean()
          && !there) {
        complaints.add(name + " is missing");
      }
    }
    sent.stream().filter(name -> !known.contains(name)).forEach(name -> complaints.add(name + "?"));
    if (hasBody != text.has("requestBody")) {
      complaints.add(hasBody ? "a body, where none belongs" : "no body, where one belongs");
    }
    return complaints;
  }

  private static Set<String> queryOf(URI target) {
    return target.getRawQuery() == null
        ? Set.of()
        : Arrays.stream(target.getRawQuery().split("&"))
            .map(part -> URLDecoder.decode(part.split("=")[0], StandardCharsets.UTF_8))
            .collect(Collectors.toSet());
  }

  /** The status of success, and the body that is shown for it. */
  Shown answer(boolean dryRun) {
    List<String> statuses = new ArrayList<>();
    text.path("responses").fieldNames().forEachRemaining(statuses::add);
    statuses.removeIf(status -> !status.startsWith("2"));
    String status = statuses.get(dryRun ? 0 : statuses.size() - 1);
    JsonNode content = text.path("responses").path(status).path("content");
    if (content.isEmpty()) {
      return new Shown(Integer.parseInt(status), "", "");
    }
    String type = content.fieldNames().next();
    JsonNode examples = content.path(type).path("examples");
    List<String> names = new ArrayList<>();
    examples.fieldNames().forEachRemaining(names::add);
    String name =
        names.stream()
            .filter(one -> one.equals("DryRun") == dryRun)
            .findFirst()
            .orElse(names.get(0));
    JsonNode value = resolved(examples.path(name)).path("value");
    return new Shown(
        Integer.parseInt(status), type, value.isTextual() ? value.textValue() : value.toString());
  }

  /** An answer. */
  record Shown(int status, String type, String body) {}

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }
}
