package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  @Test
  void eachPlaceThatDiffersIsALine() {
    assertThat(
            lines(
                EntityKind.CLUSTERTEMPLATE,
                "{'name':'x','defaults':{'provider':'p1','services':['a','b'],'config':{'k/1':1}}}",
                "{'defaults':{'services':['a','c'],'config':{'k/1':2,'n':{'m':1}},'imagetype':null},"
                    + "'name':'x','label':'X'}"))
        .containsExactly(
            "/defaults/config/k~11: 1 -> 2",
            "/defaults/config/n: nothing -> {\"m\":1}",
            "/defaults/provider: \"p1\" -> nothing",
            "/defaults/services: [\"a\",\"b\"] -> [\"a\",\"c\"]",
            "/label: nothing -> \"X\"");
  }

  @Test
  void whatAProvidersPluginIsToldIsNotShown() {
    assertThat(
            lines(
                EntityKind.PROVIDER,
                "{'name':'p','provisioner':{'key':'old'}}",
                "{'name':'p','provisioner':{'key':'new','more':'x'}}"))
        .containsExactly(
            "/provisioner/key: \"********\" -> \"********\"",
            "/provisioner/more: nothing -> \"********\"");
    assertThat(lines(EntityKind.PROVIDER, "{}", "{'provisioner':{'key':'new'}}"))
        .containsExactly("/provisioner: nothing -> \"********\"");
  }

  @Test
  void nullIsAbsentAndOrderIsNoDifference() {
    assertThat(lines(EntityKind.SERVICE, "{'a':null,'b':1,'c':2}", "{'c':2,'b':1}")).isEmpty();
  }

  private static List<String> lines(EntityKind kind, String before, String after) {
    return Differences.between(kind, json(before), json(after)).stream()
        .map(
            one ->
                one.path()
                    + ": "
                    + one.before().map(JsonNode::toString).orElse("nothing")
                    + " -> "
                    + one.after().map(JsonNode::toString).orElse("nothing"))
        .toList();
  }

  private static JsonNode json(String text) {
    return CatalogJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
