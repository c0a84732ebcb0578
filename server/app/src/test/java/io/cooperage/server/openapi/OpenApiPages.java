package io.cooperage.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.ErrorCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What people read of the API beside its shape: a page for each tag, with the texts and examples of
 * its operations. What a page does not say of a body is the example of its record.
 */
public final class OpenApiPages {
  private static final Path ROOT = Path.of("src/test/resources/openapi");
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String EXAMPLES = "#/components/examples/";
  private static final String PAGE = "Page";
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());

  private final SortedMap<String, Page> pages;
  private final Map<String, JsonNode> records;
  private final OpenApiProblems problems;
  private final Set<String> used = new HashSet<>();

  /**
   * The operations of a tag.
   *
   * @param about a sentence or two
   * @param parameters by name, as they are in all of these operations that do not say otherwise
   * @param operations by id
   */
  record Page(
      String about, Map<String, ParameterText> parameters, Map<String, OperationText> operations) {
    Page {
      parameters = parameters == null ? Map.of() : parameters;
    }
  }

  /** What a parameter means, with a value that it may have. */
  record ParameterText(String means, JsonNode example) {}

  /**
   * What an operation's name and shape do not say.
   *
   * @param description what its summary leaves open
   * @param requests bodies by a name that says what they are for
   * @param answers by status; laid over the example of the record that is answered
   */
  record OperationText(
      Optional<String> description,
      Map<String, ParameterText> parameters,
      Map<String, JsonNode> requests,
      Map<String, JsonNode> answers) {
    private static final OperationText NOTHING =
        new OperationText(Optional.empty(), Map.of(), Map.of(), Map.of());

    OperationText {
      description = description == null ? Optional.empty() : description;
      parameters = parameters == null ? Map.of() : parameters;
      requests = requests == null ? Map.of() : requests;
      answers = answers == null ? Map.of() : answers;
    }
  }

  private OpenApiPages(
      SortedMap<String, Page> pages, Map<String, JsonNode> records, OpenApiProblems problems) {
    this.pages = pages;
    this.records = records;
    this.problems = problems;
  }

  public static OpenApiPages read() {
    try (Stream<Path> files = Files.list(ROOT.resolve("pages"))) {
      SortedMap<String, Page> pages = new TreeMap<>();
      for (Path file : files.toList()) {
        String tag = file.getFileName().toString().replaceFirst("[.]yml$", "");
        pages.put(tag, read(file, new TypeReference<Page>() {}));
      }
      return new OpenApiPages(
          pages,
          read(ROOT.resolve("records.yml"), new TypeReference<Map<String, JsonNode>>() {}),
          readProblems());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OpenApiProblems readProblems() throws IOException {
    Map<ErrorCode, OpenApiProblems.Refusal> refusals = new EnumMap<>(ErrorCode.class);
    read(ROOT.resolve("problems.yml"), new TypeReference<Map<String, OpenApiProblems.Refusal>>() {})
        .forEach(
            (code, refusal) ->
                refusals.put(ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)), refusal));
    return new OpenApiProblems(refusals);
  }

  private static <T> T read(Path file, TypeReference<T> type) throws IOException {
    try {
      return YAML.readValue(Files.readString(file), type);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  OpenApiProblems problems() {
    return problems;
  }

  /** The bodies of requests that the pages give for an operation, by name. */
  public Map<String, JsonNode> requests(String operation) {
    return text(operation).requests();
  }

  /** What the pages say of the answers of an operation, by status. */
  public Map<String, JsonNode> answers(String operation) {
    return text(operation).answers();
  }

  /** The example of a record. */
  public JsonNode record(String name) {
    return records.get(name);
  }

  /** The tags with the operations that each has. */
  Map<String, Set<String>> operationsByTag() {
    Map<String, Set<String>> operations = new TreeMap<>();
    pages.forEach((tag, page) -> operations.put(tag, page.operations().keySet()));
    return operations;
  }

  /** Examples that are of no use, for nothing is answered or asked for so. */
  Set<String> unused() {
    Set<String> unused = new HashSet<>(records.keySet());
    unused.removeAll(used);
    return unused;
  }

  /** Puts texts and examples into {@code document}. */
  void apply(OpenAPI document) {
    pages.forEach(
        (tag, page) -> document.addTagsItem(new Tag().name(tag).description(page.about())));
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(operation -> complete(document, operation));
  }

  private void complete(OpenAPI document, Operation operation) {
    String id = operation.getOperationId();
    tagOf(id).ifPresent(operation::addTagsItem);
    OperationText text = text(id);
    text.description().ifPresent(operation::description);
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(parameter -> describe(parameter, id));
    }
    if (operation.getRequestBody() != null) {
      operation
          .getRequestBody()
          .getContent()
          .values()
          .forEach(
              content -> {
                text.requests()
                    .forEach((name, body) -> content.addExamples(name, new Example().value(body)));
                if (text.requests().isEmpty()) {
                  showRecord(document, content);
                }
              });
    }
    operation.getResponses().forEach((status, answer) -> show(document, answer, status, text));
  }

  private void show(OpenAPI document, ApiResponse answer, String status, OperationText text) {
    if (!status.startsWith("2") || answer.getContent() == null) {
      return;
    }
    answer
        .getContent()
        .values()
        .forEach(
            content -> {
              JsonNode own = text.answers().get(status);
              if (own == null) {
                showRecord(document, content);
              } else {
                JsonNode whole =
                    recordsOf(content)
                        .findFirst()
                        .flatMap(this::example)
                        .map(base -> over(base, own))
                        .orElse(own);
                content.addExamples("answer", new Example().value(whole));
              }
            });
  }

  private void describe(Parameter parameter, String operation) {
    if (parameter.get$ref() != null) {
      return;
    }
    ParameterText own = text(operation).parameters().get(parameter.getName());
    ParameterText all =
        tagOf(operation)
            .map(tag -> pages.get(tag).parameters().get(parameter.getName()))
            .orElse(null);
    ParameterText text = own == null ? all : own;
    if (text != null) {
      parameter.description(text.means()).example(text.example());
    }
  }

  private void showRecord(OpenAPI document, MediaType content) {
    recordsOf(content).forEach(name -> showRecord(document, content, name));
  }

  private void showRecord(OpenAPI document, MediaType content, String name) {
    example(name)
        .ifPresent(
            value -> {
              document.getComponents().addExamples(name, new Example().value(value));
              content.addExamples(name, new Example().$ref(EXAMPLES + name));
            });
  }

  /** The one that the body is of, or those that it may be of. */
  private static Stream<String> recordsOf(MediaType content) {
    Schema<?> schema = content.getSchema();
    Stream<?> schemas = schema.getOneOf() == null ? Stream.of(schema) : schema.getOneOf().stream();
    return schemas
        .map(one -> ((Schema<?>) one).get$ref())
        .filter(Objects::nonNull)
        .map(reference -> reference.substring(SCHEMAS.length()));
  }

  /** Of a page of records, a page with the one. */
  private Optional<JsonNode> example(String name) {
    used.add(name);
    if (records.containsKey(name) || !name.startsWith(PAGE)) {
      return Optional.ofNullable(records.get(name));
    }
    return example(name.substring(PAGE.length()))
        .map(
            item -> {
              ObjectNode page = JsonNodeFactory.instance.objectNode();
              page.putArray("items").add(item);
              return page.putNull("next");
            });
  }

  /** {@code base} with what {@code own} says otherwise: objects field by field, all else whole. */
  private static JsonNode over(JsonNode base, JsonNode own) {
    if (!(base instanceof ObjectNode object) || !own.isObject()) {
      return own;
    }
    ObjectNode whole = object.deepCopy();
    own.properties()
        .forEach(
            field -> whole.set(field.getKey(), over(whole.path(field.getKey()), field.getValue())));
    return whole;
  }

  private Optional<String> tagOf(String operation) {
    return pages.entrySet().stream()
        .filter(page -> page.getValue().operations().containsKey(operation))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private OperationText text(String operation) {
    return tagOf(operation)
        .map(tag -> pages.get(tag).operations().get(operation))
        .orElse(OperationText.NOTHING);
  }
}
