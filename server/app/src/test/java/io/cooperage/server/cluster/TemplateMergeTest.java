package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.web.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateMergeTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static TemplateMerge.Part part(String name, boolean immutable, String text)
      throws JsonProcessingException {
    return new TemplateMerge.Part(name, immutable, json(text));
  }

  @Test
  void laterValuesWinSetsUniteAndConfigurationMergesDeeply() throws Exception {
    JsonNode merged =
        TemplateMerge.merge(
            List.of(
                part(
                    "base",
                    false,
                    "{'name':'base','defaults':{'services':['a'],'provider':'p1',"
                        + "'config':{'x':{'y':1,'z':2}}}}"),
                part(
                    "own",
                    false,
                    "{'name':'own','extends':{'name':'base'},'defaults':{'services':['b','a'],"
                        + "'provider':'p2','config':{'x':{'z':3}}}}")));
    assertThat(merged)
        .isEqualTo(
            json(
                "{'defaults':{'services':['a','b'],'provider':'p2',"
                    + "'config':{'x':{'y':1,'z':3}}},'name':'own'}"));
  }

  @Test
  void whatAnImmutablePartSetsCannotBeOverridden() throws Exception {
    List<TemplateMerge.Part> parts =
        List.of(
            part("fixed", true, "{'name':'fixed','defaults':{'provider':'p1'}}"),
            part("own", false, "{'name':'own','defaults':{'provider':'p2'}}"));
    assertThatThrownBy(() -> TemplateMerge.merge(parts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("defaults.provider")
        .hasMessageContaining("fixed");
  }

  @Test
  void sayingTheSameAsAnImmutablePartIsFine() throws Exception {
    List<TemplateMerge.Part> parts =
        List.of(
            part("fixed", true, "{'name':'fixed','defaults':{'provider':'p1'}}"),
            part("own", false, "{'name':'own','defaults':{'provider':'p1'}}"));
    assertThat(TemplateMerge.merge(parts).at("/defaults/provider").asText()).isEqualTo("p1");
  }
}
