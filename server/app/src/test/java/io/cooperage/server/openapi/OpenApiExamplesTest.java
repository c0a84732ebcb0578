package io.cooperage.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.cooperage.api.Page;
import io.cooperage.server.web.Json;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document has examples of everything, and they are true: the server reads those of
 * requests, and writes those of answers, to the letter. Texts and examples are in
 * src/test/resources/openapi. Bodies without a record are tried where they are read: see
 * CatalogExamplesTest.
 */
class OpenApiExamplesTest {
  private static final String PAGE = "Page";
  private final OpenApiDocument document = OpenApiDocument.get();

  @Test
  void everyOperationIsOnOnePage() {
    List<String> onPages =
        document.pages().operationsByTag().values().stream().flatMap(Set::stream).toList();
    assertThat(onPages)
        .as("operations in src/test/resources/openapi/pages")
        .containsExactlyInAnyOrderElementsOf(operations().map(Operation::getOperationId).toList());
  }

  @Test
  void everyParameterIsDescribedAndHasAnExampleThatFits() {
    List<String> gaps = new ArrayList<>();
    operations()
        .forEach(
            operation ->
                Optional.ofNullable(operation.getParameters()).stream()
                    .flatMap(List::stream)
                    .map(this::resolved)
                    .filter(parameter -> !isComplete(parameter))
                    .forEach(
                        parameter ->
                            gaps.add(operation.getOperationId() + ": " + parameter.getName())));
    assertThat(gaps)
        .as("parameters without a description, or an example that their schema allows")
        .isEmpty();
  }

  @Test
  void everyBodyHasAnExample() {
    List<String> gaps = new ArrayList<>();
    forEachBody(
        (place, content) -> {
          if (content.getExamples() == null) {
            gaps.add(place);
          }
        });
    assertThat(gaps).as("bodies without an example").isEmpty();
  }

  @Test
  void everyExampleIsWhatTheServerReadsAndWrites() {
    List<String> wrong = new ArrayList<>();
    forEachBody(
        (place, content) ->
            Optional.ofNullable(content.getExamples())
                .ifPresent(
                    examples ->
                        examples.forEach(
                            (name, example) -> {
                              boolean asked = place.endsWith("request");
                              complaint(content.getSchema(), value(example), asked)
                                  .ifPresent(why -> wrong.add(place + " " + name + ": " + why));
                            })));
    assertThat(wrong).isEmpty();
  }

  @Test
  void noExampleIsOfNoUse() {
    assertThat(document.pages().unused()).as("records that no body is of").isEmpty();
  }

  private boolean isComplete(Parameter parameter) {
    return parameter.getDescription() != null
        && parameter.getExample() != null
        && fits(Json.tree(parameter.getExample()), parameter.getSchema());
  }

  private static boolean fits(JsonNode value, Schema<?> schema) {
    boolean allowed =
        schema.getEnum() == null
            || schema.getEnum().stream().anyMatch(one -> one.equals(value.asText()));
    return allowed
        && switch (schema.getType()) {
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          case "array" ->
              value.isArray()
                  && StreamSupport.stream(value.spliterator(), false)
                      .allMatch(one -> fits(one, schema.getItems()));
          default ->
              value.isTextual()
                  && (schema.getPattern() == null
                      || value.textValue().matches(schema.getPattern()));
        };
  }

  /** What is wrong with {@code value} as a body of {@code schema}. */
  private Optional<String> complaint(Schema<?> schema, JsonNode value, boolean asked) {
    if (schema.getOneOf() != null) {
      List<Optional<String>> all =
          schema.getOneOf().stream().map(one -> complaint((Schema<?>) one, value, asked)).toList();
      return all.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : all.get(0);
    }
    Optional<JavaType> type = typeOf(schema);
    if (type.isEmpty() || value.isTextual()) {
      return Optional.empty();
    }
    try {
      JsonNode again = read(Json.MAPPER.writeValueAsString(body(value, type.get())));
      return asked || ordered(again).equals(ordered(read(value.toString())))
          ? Optional.empty()
          : Optional.of("the server writes it as " + again);
    } catch (JsonProcessingException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Object body(JsonNode value, JavaType type) throws JsonProcessingException {
    return Json.MAPPER.readValue(value.toString(), type);
  }

  private static JsonNode read(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text);
  }

  private Optional<JavaType> typeOf(Schema<?> schema) {
    return Optional.ofNullable(schema.get$ref())
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .flatMap(name -> document.records().find(name).map(found -> type(name, found)));
  }

  private JavaType type(String name, Class<?> found) {
    TypeFactory types = Json.MAPPER.getTypeFactory();
    return found == Page.class
        ? types.constructParametricType(
            Page.class, document.records().find(name.substring(PAGE.length())).orElseThrow())
        : types.constructType(found);
  }

  /** With texts in lists in order: some of them are sets. */
  private static JsonNode ordered(JsonNode node) {
    node.forEach(OpenApiExamplesTest::ordered);
    if (node instanceof ArrayNode list
        && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual)) {
      List<JsonNode> texts = new ArrayList<>();
      list.forEach(texts::add);
      texts.sort(Comparator.comparing(JsonNode::textValue));
      list.removeAll().addAll(texts);
    }
    return node;
  }

  private JsonNode value(Example example) {
    String reference = example.get$ref();
    Example whole =
        reference == null
            ? example
            : document
                .model()
                .getComponents()
                .getExamples()
                .get(reference.substring(reference.lastIndexOf('/') + 1));
    return (JsonNode) whole.getValue();
  }

  private Parameter resolved(Parameter parameter) {
    String reference = parameter.get$ref();
    return reference == null
        ? parameter
        : document
            .model()
            .getComponents()
            .getParameters()
            .get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  /** Requests, and answers of success. */
  private void forEachBody(BiConsumer<String, MediaType> body) {
    operations()
        .forEach(
            operation -> {
              String id = operation.getOperationId();
              if (operation.getRequestBody() != null) {
                operation
                    .getRequestBody()
                    .getContent()
                    .values()
                    .forEach(content -> body.accept(id + " request", content));
              }
              operation
                  .getResponses()
                  .forEach(
                      (status, answer) -> {
                        if (status.startsWith("2") && answer.getContent() != null) {
                          answer
                              .getContent()
                              .values()
                              .forEach(content -> body.accept(id + " " + status, content));
                        }
                      });
            });
  }

  private Stream<Operation> operations() {
    return document.model().getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream());
  }
}
