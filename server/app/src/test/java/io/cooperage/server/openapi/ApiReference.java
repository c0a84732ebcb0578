package io.cooperage.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The OpenAPI document as a page for people, by tags. */
final class ApiReference {
  private static final List<String> VERBS = List.of("get", "post", "put", "delete");

  private final JsonNode document;
  private final StringBuilder page = new StringBuilder();

  private record Operation(String verb, String path, JsonNode text) {
    String id() {
      return text.path("operationId").textValue();
    }

    boolean has(String tag) {
      return StreamSupport.stream(text.path("tags").spliterator(), false)
          .anyMatch(one -> one.textValue().equals(tag));
    }
  }

  private ApiReference(JsonNode document) {
    this.document = document;
  }

  static String of(JsonNode document) throws IOException {
    return new ApiReference(document).write();
  }

  private String write() throws IOException {
    page.append(Files.readString(Path.of("src/test/resources/openapi/introduction.md")));
    line("");
    line(codes(document.at("/components/responses/Problem")) + ".");
    line("");
    line("For example:");
    line("");
    line("```json");
    line(FittingJson.of(document.at("/components/examples/wrong_state/value")));
    line("```");
    line("");
    line("## Contents");
    line("");
    line("| | |");
    line("|---|---|");
    List<Operation> all = operations();
    for (JsonNode tag : document.path("tags")) {
      String name = tag.path("name").textValue();
      String links =
          all.stream()
              .filter(one -> one.has(name))
              .map(one -> "[%s](#%s)".formatted(one.id(), one.id().toLowerCase(Locale.ROOT)))
              .collect(Collectors.joining(", "));
      line("| [%s](#%s) | %s |".formatted(name, name, links));
    }
    for (JsonNode tag : document.path("tags")) {
      String name = tag.path("name").textValue();
      line("");
      line("## " + name);
      line("");
      line(linked(tag.path("description").textValue()));
      all.stream().filter(one -> one.has(name)).forEach(this::write);
    }
    return page.toString();
  }

  private List<Operation> operations() {
    List<Operation> found = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                VERBS.stream()
                    .filter(path.getValue()::has)
                    .forEach(
                        verb ->
                            found.add(
                                new Operation(verb, path.getKey(), path.getValue().get(verb)))));
    found.sort(
        Comparator.comparing(Operation::path).thenComparing(one -> VERBS.indexOf(one.verb())));
    return found;
  }

  private void write(Operation operation) {
    JsonNode text = operation.text();
    line("");
    line("### " + operation.id());
    line("");
    line("`%s %s`".formatted(operation.verb().toUpperCase(Locale.ROOT), operation.path()));
    line("");
    String summary = sentence(text.path("summary").textValue());
    line((summary + " " + linked(text.path("description").asText(""))).strip());
    line("");
    line(callers(text));
    parameters(text.path("parameters"));
    request(text.path("requestBody"));
    text.path("responses")
        .properties()
        .forEach(
            answer -> {
              if (answer.getKey().matches("[23].*")) {
                answer(answer.getKey(), answer.getValue());
              }
            });
    problems(text.path("responses"));
  }

  private static String callers(JsonNode operation) {
    if (!operation.has("x-scopes")) {
      return "Needs no token.";
    }
    List<Scope> scopes =
        StreamSupport.stream(operation.get("x-scopes").spliterator(), false)
            .map(scope -> Scope.parse(scope.textValue()))
            .toList();
    String roles =
        Arrays.stream(Role.values())
            .filter(role -> scopes.stream().anyMatch(scope -> scope.roles().contains(role)))
            .map(Role::wire)
            .collect(Collectors.joining(", "));
    String names =
        scopes.stream().map(scope -> "`" + scope.wire() + "`").collect(Collectors.joining(" or "));
    return "Needs the scope %s ([%s](access.md#operations)).".formatted(names, roles);
  }

  private void parameters(JsonNode parameters) {
    List<String> rows = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      JsonNode said = resolved(parameter);
      String name = "`" + said.path("name").textValue() + "`";
      boolean required = said.path("required").asBoolean();
      String where = said.path("in").textValue();
      if (parameter.has("$ref")) {
        headers.add(name + (required ? " (required)" : ""));
      } else {
        rows.add(
            "| %s | %s | %s | %s |"
                .formatted(
                    name,
                    where + (required && !where.equals("path") ? ", required" : ""),
                    said.path("description").textValue(),
                    example(said.path("example"))));
      }
    }
    if (!rows.isEmpty()) {
      line("");
      line("| parameter | in | meaning | example |");
      line("|---|---|---|---|");
      rows.forEach(this::line);
    }
    if (!headers.isEmpty()) {
      line("");
      line("Headers: %s.".formatted(String.join(", ", headers)));
    }
  }

  /** The value, or the values as they stand in a query. */
  private static String example(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(ApiReference::example)
            .collect(Collectors.joining(", "))
        : "`" + value.asText() + "`";
  }

  private void request(JsonNode body) {
    body.path("content")
        .properties()
        .forEach(content -> examples("Request", content.getKey(), content.getValue()));
  }

  private void answer(String status, JsonNode answer) {
    String headers =
        StreamSupport.stream(
                ((Iterable<String>) () -> answer.path("headers").fieldNames()).spliterator(), false)
            .map(header -> "`" + header + "`")
            .collect(Collectors.joining(", "));
    String title = "Answer " + status + (headers.isEmpty() ? "" : " with " + headers);
    if (answer.path("content").isEmpty()) {
      line("");
      line("%s: %s.".formatted(title, answer.path("description").textValue()));
    }
    answer
        .path("content")
        .properties()
        .forEach(content -> examples(title, content.getKey(), content.getValue()));
  }

  private void examples(String title, String type, JsonNode content) {
    boolean dry = content.at("/schema/$ref").asText().endsWith("/DryRun");
    String form =
        (dry ? " to `dryRun=true`" : "")
            + (type.equals("application/json") ? "" : " (`" + type + "`)");
    boolean many = content.path("examples").size() > 1;
    content
        .path("examples")
        .properties()
        .forEach(
            example -> {
              JsonNode value = resolved(example.getValue()).path("value");
              String name = example.getKey();
              line("");
              line(title + form + (many ? ", " + name : "") + ":");
              line("");
              line(value.isTextual() ? "```" : "```json");
              line(value.isTextual() ? value.textValue().strip() : FittingJson.of(value));
              line("```");
            });
  }

  private void problems(JsonNode answers) {
    String own =
        answers.properties().stream()
            .filter(answer -> answer.getKey().matches("[45].*"))
            .map(answer -> codes(resolved(answer.getValue())))
            .collect(Collectors.joining(", "));
    if (!own.isEmpty()) {
      line("");
      line("Refused with " + own + ".");
    }
  }

  private static String codes(JsonNode answer) {
    JsonNode examples = answer.path("content").path("application/problem+json").path("examples");
    return StreamSupport.stream(((Iterable<String>) examples::fieldNames).spliterator(), false)
        .map(code -> ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)))
        .map(code -> "[%d `%s`](errors.md#%s)".formatted(code.status(), code.wire(), code.wire()))
        .collect(Collectors.joining(", "));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  /** With links to the pages that it names. */
  private static String linked(String text) {
    return text.replaceAll("docs/reference/((\\w[\\w-]*)[.]md)", "[$2]($1)")
        .replaceAll("docs/explanation/((\\w[\\w-]*)[.]md)", "[$2](../explanation/$1)");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
