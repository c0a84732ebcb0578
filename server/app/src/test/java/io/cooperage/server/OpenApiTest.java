package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cooperage.server.access.Auth;
import io.cooperage.server.web.Json;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document is docs/reference/openapi.json, made from the resources. After a change of
 * the API: {@code mvn verify -pl server/app -am -Dtest=OpenApiTest -Dopenapi.update=true}.
 */
class OpenApiTest {
  private static final java.nio.file.Path GOLDEN =
      java.nio.file.Path.of("../../docs/reference/openapi.json");

  @Test
  void theDocumentIsWhatTheResourcesSay() throws Exception {
    String document = write(generate());
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(GOLDEN, document);
    }
    assertThat(Files.readString(GOLDEN))
        .as("docs/reference/openapi.json; see this test's comment for how to bring it up to date")
        .isEqualTo(document);
  }

  @Test
  void everyOperationHasANameAndSaysWhatItAnswers() {
    List<String> gaps = new ArrayList<>();
    generate()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (verb, operation) ->
                            gaps(operation).forEach(gap -> gaps.add(verb + " " + path + gap))));
    assertThat(gaps).isEmpty();
  }

  private static List<String> gaps(Operation operation) {
    List<String> gaps = new ArrayList<>();
    if (operation.getOperationId().matches(".*\\d") || operation.getSummary() == null) {
      gaps.add(": give its method an @Operation with an operationId of its own and a summary");
    }
    Map<String, ApiResponse> successes = new TreeMap<>(operation.getResponses());
    successes.keySet().removeIf(status -> !status.startsWith("2"));
    if (successes.isEmpty()) {
      gaps.add(": give its method an @ApiResponse, its return type does not say what it answers");
    }
    successes.forEach(
        (status, answer) -> {
          if (!status.equals("204") && !OpenApiConventions.hasSchema(answer)) {
            gaps.add(": give its @ApiResponse " + status + " a @Content with a @Schema");
          }
        });
    return gaps;
  }

  private static OpenAPI generate() {
    ModelConverters.getInstance().addConverter(new ModelResolver(Json.MAPPER));
    OpenAPIExtensions.setExtensions(chain());
    OpenAPI base =
        new OpenAPI()
            .info(
                new Info()
                    .title("Cooperage")
                    .version("v3")
                    .description(
                        "Provisions and runs clusters of machines, hot-hot across datacenters."
                            + " Errors are problem documents, see docs/reference/errors.md."))
            .components(
                new Components()
                    .addSecuritySchemes(
                        "bearer",
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")));
    List<JavaClass> resources = resources();
    OpenAPI document =
        new Reader(base)
            .read(
                resources.stream().map(found -> load(found.getName())).collect(Collectors.toSet()));
    OpenApiConventions.apply(document, resources);
    return document;
  }

  private static String write(OpenAPI document) throws JsonProcessingException {
    ObjectMapper mapper =
        io.swagger.v3.core.util.Json.mapper()
            .copy()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    Object sorted = mapper.treeToValue(mapper.valueToTree(document), Object.class);
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(sorted) + "\n";
  }

  private static List<JavaClass> resources() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cooperage.server")
            .stream()
            .filter(found -> found.isAnnotatedWith(Path.class))
            .sorted(Comparator.comparing(JavaClass::getName))
            .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<OpenAPIExtension> chain() {
    OpenAPIExtension hidden = new HiddenParameters();
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(hidden), OpenAPIExtensions.getExtensions().stream())
        .toList();
  }

  /** Leaves out what does not come from the request's content. */
  private static final class HiddenParameters extends AbstractOpenAPIExtension {
    @Override
    public ResolvedParameter extractParameters(
        List<Annotation> annotations,
        Type type,
        Set<Type> typesToSkip,
        Components components,
        Consumes classConsumes,
        Consumes methodConsumes,
        boolean includeRequestBody,
        com.fasterxml.jackson.annotation.JsonView jsonViewAnnotation,
        Iterator<OpenAPIExtension> chain) {
      boolean internal =
          annotations.stream().anyMatch(found -> found instanceof Auth || found instanceof Context);
      return internal
          ? new ResolvedParameter()
          : super.extractParameters(
              annotations,
              type,
              typesToSkip,
              components,
              classConsumes,
              methodConsumes,
              includeRequestBody,
              jsonViewAnnotation,
              chain);
    }
  }
}
