package io.cooperage.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.EntityKind;
import io.cooperage.api.TaskAction;
import org.junit.jupiter.api.Test;

class CatalogDocumentsTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  @Test
  void whatIsAbsentIsEmptyInEveryKind() throws Exception {
    for (EntityKind kind : EntityKind.values()) {
      CatalogDocument document = MAPPER.readValue("{\"name\":\"x\"}", CatalogDocument.typeOf(kind));
      assertThat(document.name()).isEqualTo("x");
      assertThat(document.label()).isEmpty();
      assertThat(document.description()).isEmpty();
      assertThat(document.icon()).isEmpty();
    }
    ClusterTemplate template = MAPPER.readValue("{\"name\":\"x\"}", ClusterTemplate.class);
    assertThat(template.defaults()).isEqualTo(Defaults.NONE);
    assertThat(template.constraints()).isEqualTo(Constraints.NONE);
    assertThat(template.compatibility()).isEqualTo(Compatibility.ALL);
    assertThat(template.administration().leaseduration()).isEmpty();
    assertThat(template.parent()).isEmpty();
    assertThat(template.includes()).isEmpty();
  }

  @Test
  void nullCountsAsAbsent() throws Exception {
    Service service =
        MAPPER.readValue(
            """
            {"name": "x", "dependencies": {"provides": null, "install": {"requires": ["a", null]}},
             "provisioner": {"actions": {"start": null}}, "links": [null]}
            """,
            Service.class);
    assertThat(service.dependencies().provides()).isEmpty();
    assertThat(service.dependencies().install().requires()).containsExactly("a");
    assertThat(service.actions()).isEmpty();
    assertThat(service.links()).isEmpty();
  }

  @Test
  void numbersStandForTextAndNestedValuesForTheirJson() throws Exception {
    Service service =
        MAPPER.readValue(
            """
            {"name": "x", "provisioner": {"actions": {"install":
              {"type": "shell", "fields": {"port": 80, "on": true, "map": {"a": [1]}}}}}}
            """,
            Service.class);
    assertThat(service.actions().get(TaskAction.INSTALL).fields())
        .containsEntry("port", "80")
        .containsEntry("on", "true")
        .containsEntry("map", "{\"a\":[1]}");
    HardwareType type =
        MAPPER.readValue(
            "{\"name\":\"x\",\"providermap\":{\"p\":{\"flavor\":6}}}", HardwareType.class);
    assertThat(type.providermap().get("p").flavor()).contains("6");
  }

  @Test
  void leaseTimesAreNumbersOrTextWithAUnit() throws Exception {
    LeaseDuration lease =
        MAPPER.readValue("{\"initial\":\"2d\",\"max\":\"90m\",\"step\":1500}", LeaseDuration.class);
    assertThat(lease).isEqualTo(new LeaseDuration(172_800_000, 5_400_000, 1500));
    assertThat(LeaseTime.parse("12h")).isEqualTo(43_200_000);
    assertThat(LeaseTime.parse("30s")).isEqualTo(30_000);
    assertThat(LeaseTime.parse("7")).isEqualTo(7);
    assertThat(MAPPER.readValue("{\"initial\":0}", LeaseDuration.class))
        .isEqualTo(new LeaseDuration(0, 0, 0));
    assertThatThrownBy(() -> LeaseTime.parse("soon")).hasMessageContaining("soon");
    assertThatThrownBy(() -> LeaseTime.parse("999999999999999999d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MAPPER.readValue("{\"initial\":\"soon\"}", LeaseDuration.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void boundsMayBeWrittenAsText() throws Exception {
    Bounds bounds = MAPPER.readValue("{\"min\":\"1\",\"max\":3}", Bounds.class);
    assertThat(bounds.min()).contains(1);
    assertThat(bounds.max()).contains(3);
  }

  @Test
  void aTemplateKnowsWhatItExtendsAndIncludes() throws Exception {
    ClusterTemplate template =
        MAPPER.readValue(
            "{\"name\":\"x\",\"extends\":{\"name\":\"p\"},\"includes\":[{\"name\":\"i\"}]}",
            ClusterTemplate.class);
    assertThat(template.parent()).contains(new TemplateReference("p"));
    assertThat(template.includes()).containsExactly(new TemplateReference("i"));
  }

  @Test
  void aProviderDoesNotPrintWhatItsPluginIsTold() throws Exception {
    Provider provider =
        MAPPER.readValue(
            "{\"name\":\"x\",\"providertype\":\"t\",\"provisioner\":{\"key\":\"hush\"}}",
            Provider.class);
    assertThat(provider.provisioner()).containsEntry("key", "hush");
    assertThat(provider.toString()).contains("key").doesNotContain("hush");
  }

  @Test
  void whatWasWrittenIsReadBackEqual() throws Exception {
    ClusterTemplate template =
        MAPPER.readValue(
            """
            {"name": "x", "defaults": {"services": ["b", "a"], "provider": "p", "config": {"k": 1}},
             "constraints": {"size": {"min": 1}, "services": {"a": {"quantities": {"max": 2}}},
               "layout": {"mustcoexist": [["a", "b"]]}}, "extends": {"name": "p"}}
            """,
            ClusterTemplate.class);
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(template), ClusterTemplate.class))
        .isEqualTo(template);
    HardwareType type =
        MAPPER.readValue(
            "{\"name\":\"x\",\"providermap\":{\"p\":{\"flavor\":\"6\"}}}", HardwareType.class);
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(type), HardwareType.class))
        .isEqualTo(type);
  }
}
