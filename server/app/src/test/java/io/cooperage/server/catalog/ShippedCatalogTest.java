package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.HardwareType;
import io.cooperage.api.catalog.Provider;
import io.cooperage.api.catalog.Service;
import io.cooperage.api.catalog.ServiceAction;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CatalogDirectory.ResourceFile;
import io.cooperage.server.macro.Macros;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we ship is right by our own rules, and its parts fit together. */
class ShippedCatalogTest {
  private static CatalogDirectory directory;

  @BeforeAll
  static void read() throws IOException {
    directory = CatalogDirectory.read(Path.of("../../catalog"));
  }

  @Test
  void everyDocumentIsAccepted() {
    assertThat(Bundle.read(directory.bundle())).hasSizeGreaterThan(20);
  }

  @Test
  void everyMacroIsKnown() {
    for (JsonNode template : documents(EntityKind.CLUSTERTEMPLATE)) {
      assertThat(Macros.check(template)).isEmpty();
    }
  }

  @Test
  void everyScriptThatAnActionNamesIsThere() {
    List<String> resources = directory.resources().stream().map(ResourceFile::path).toList();
    for (Service service : read(EntityKind.SERVICE, Service.class)) {
      for (ServiceAction action : service.actions().values()) {
        if (action.type().equals("shell")) {
          assertThat(resources).contains("automator/shell/script/" + action.fields().get("script"));
        }
      }
    }
  }

  @Test
  void everythingThatATemplateNamesIsThere() {
    List<String> services = names(EntityKind.SERVICE);
    List<HardwareType> hardware = read(EntityKind.HARDWARETYPE, HardwareType.class);
    for (ClusterTemplate template : read(EntityKind.CLUSTERTEMPLATE, ClusterTemplate.class)) {
      assertThat(services).containsAll(template.defaults().services());
      assertThat(services).containsAll(template.compatibility().services());
      String provider = template.defaults().provider().orElseThrow();
      assertThat(names(EntityKind.PROVIDER)).contains(provider);
      String size = template.defaults().hardwaretype().orElseThrow();
      assertThat(hardware)
          .anySatisfy(
              type -> {
                assertThat(type.name()).isEqualTo(size);
                assertThat(type.providermap()).containsKey(provider);
              });
    }
  }

  @Test
  void everyProviderHasAType() {
    List<String> types = names(EntityKind.PROVIDERTYPE);
    for (Provider provider : read(EntityKind.PROVIDER, Provider.class)) {
      assertThat(types).contains(provider.providertype());
    }
  }

  private static List<String> names(EntityKind kind) {
    return documents(kind).stream().map(document -> document.path("name").asText()).toList();
  }

  private static <T> List<T> read(EntityKind kind, Class<T> type) {
    return documents(kind).stream().map(document -> convert(document, type)).toList();
  }

  private static <T> T convert(JsonNode document, Class<T> type) {
    try {
      return CatalogJson.MAPPER.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> documents(EntityKind kind) {
    return StreamSupport.stream(directory.bundle().path(kind.plural()).spliterator(), false)
        .toList();
  }
}
