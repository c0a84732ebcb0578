package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.server.openapi.OpenApiPages;
import io.cooperage.server.web.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents that the OpenAPI document shows are accepted. */
class CatalogExamplesTest {
  private final OpenApiPages pages = OpenApiPages.read();

  @Test
  void thereIsAnAcceptableDocumentOfEachKind() {
    Map<String, JsonNode> documents = pages.requests("createEntity");
    assertThat(documents)
        .containsOnlyKeys(
            Arrays.stream(EntityKind.values()).map(EntityKind::plural).toArray(String[]::new));
    documents.forEach((kind, document) -> accept(EntityKind.ofPlural(kind), document));
  }

  @Test
  void documentsThatAreReplacedOrResolvedAreAcceptable() {
    pages
        .requests("putEntity")
        .values()
        .forEach(document -> accept(EntityKind.HARDWARETYPE, document));
    pages
        .requests("resolveTemplate")
        .values()
        .forEach(document -> accept(EntityKind.CLUSTERTEMPLATE, document));
  }

  @Test
  void bundlesAreAcceptable() {
    assertThat(pages.requests("importCatalog").values())
        .allSatisfy(bundle -> assertThat(Bundle.read(bundle)).isNotEmpty());
  }

  @Test
  void theResolvedTemplateIsWhatItsPartsMake() throws Exception {
    JsonNode parent =
        CatalogJson.MAPPER.readTree(
            """
            {"name": "web-tier",
             "defaults": {"services": ["load-balancer", "web-server"], "provider": "lab"},
             "constraints": {"size": {"max": 20}}}
            """);
    JsonNode own = pages.requests("resolveTemplate").values().iterator().next();
    TemplateMerge.Merged merged =
        TemplateMerge.merge(
            List.of(
                new TemplateMerge.Part(EntityKind.CLUSTERTEMPLATE, "web-tier", false, parent),
                new TemplateMerge.Part(EntityKind.CLUSTERTEMPLATE, "web-large", false, own)));
    JsonNode shown = pages.record("ResolvedTemplate");
    assertThat(shown.get("document")).isEqualTo(merged.document());
    assertThat(shown.get("origins")).isEqualTo(Json.tree(merged.origins()));
  }

  private static void accept(EntityKind kind, JsonNode document) {
    assertThatCode(() -> Documents.accept(kind, document)).doesNotThrowAnyException();
  }
}
