package io.cooperage.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cooperage.server.access.Auth;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI document: what the resources say, what holds for many of them, and the texts and
 * examples of the pages.
 *
 * @param records by the names of their schemas
 */
record OpenApiDocument(OpenAPI model, OpenApiPages pages, OpenApiRecords records) {
  private static OpenApiDocument made;

  /** Made once: reading all classes takes its time. */
  static synchronized OpenApiDocument get() {
    if (made == null) {
      made = generate();
    }
    return made;
  }

  private static OpenApiDocument generate() {
    ModelConverters.getInstance()
        .addConverter(new ModelResolver(io.cooperage.server.web.Json.MAPPER));
    OpenAPIExtensions.setExtensions(chain());
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cooperage.server");
    List<JavaClass> resources =
        classes.stream()
            .filter(found -> found.isAnnotatedWith(Path.class))
            .sorted(Comparator.comparing(JavaClass::getName))
            .toList();
    OpenAPI model =
        new Reader(base())
            .read(
                resources.stream().map(found -> load(found.getName())).collect(Collectors.toSet()));
    OpenApiPages pages = OpenApiPages.read();
    OpenApiRecords records = OpenApiConventions.apply(model, resources, pages.problems());
    pages.apply(model);
    return new OpenApiDocument(model, pages, records);
  }

  private static OpenAPI base() {
    return new OpenAPI()
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
  }

  /** With its keys in the order of the alphabet, except those of examples. */
  JsonNode tree() {
    try {
      return sorted(Json.mapper().readTree(Json.mapper().writeValueAsBytes(model)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is written to the file. */
  String text() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree()) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      node.forEach(OpenApiDocument::sorted);
    }
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      fields.forEach((name, field) -> sort(name, field));
      object.removeAll();
      object.setAll(fields);
    }
    return node;
  }

  private static void sort(String name, JsonNode field) {
    if (!name.equals("examples")) {
      sorted(field);
    }
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
    return Stream.concat(Stream.of(hidden), OpenAPIExtensions.getExtensions().stream()).toList();
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
