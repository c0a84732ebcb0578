package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ValueOrigin;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMergeTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return CatalogJson.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static TemplateMerge.Part template(String name, String body)
      throws JsonProcessingException {
    return new TemplateMerge.Part(
        EntityKind.CLUSTERTEMPLATE, name, false, json("{'name':'" + name + "'," + body + "}"));
  }

  private static TemplateMerge.Part fixed(String body) throws JsonProcessingException {
    return new TemplateMerge.Part(
        EntityKind.PARTIALTEMPLATE,
        "fixed",
        true,
        json("{'name':'fixed','immutable':true," + body + "}"));
  }

  private static JsonNode merged(TemplateMerge.Part... parts) {
    return TemplateMerge.merge(Arrays.asList(parts)).document();
  }

  @Test
  void laterValuesWinSetsUniteAndConfigurationMergesDeeply() throws Exception {
    assertThat(
            merged(
                template(
                    "base",
                    "'label':'Base','defaults':{'services':['a'],'provider':'p1',"
                        + "'config':{'x':{'y':1,'z':2}}}"),
                template(
                    "own",
                    "'extends':{'name':'base'},'defaults':{'services':['b','a'],"
                        + "'provider':'p2','config':{'x':{'z':3}}}")))
        .isEqualTo(
            json(
                "{'defaults':{'services':['a','b'],'provider':'p2',"
                    + "'config':{'x':{'y':1,'z':3}}},'name':'own'}"));
  }

  @Test
  void groupsOfServicesAreElementsOfASet() throws Exception {
    assertThat(
            merged(
                    template("base", "'constraints':{'layout':{'cantcoexist':[['a','b']]}}"),
                    template(
                        "own", "'constraints':{'layout':{'cantcoexist':[['c','d'],['a','b']]}}"))
                .at("/constraints/layout/cantcoexist"))
        .isEqualTo(json("[['a','b'],['c','d']]"));
  }

  @Test
  void aListInTheConfigurationIsAValue() throws Exception {
    assertThat(
            merged(
                    template("base", "'defaults':{'config':{'order':['a','b']}}"),
                    template("own", "'defaults':{'config':{'order':['b']}}"))
                .at("/defaults/config/order"))
        .isEqualTo(json("['b']"));
  }

  @Test
  void nullSetsNothing() throws Exception {
    assertThat(
            merged(
                template("base", "'defaults':{'provider':'p1'}"),
                template("own", "'defaults':{'provider':null,'imagetype':null}")))
        .isEqualTo(json("{'defaults':{'provider':'p1'},'name':'own'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'defaults':{'provider':'p1'}          | 'defaults':{'provider':'p2'}         | defaults.provider
          'defaults':{'config':{'x':{'y':1}}}   | 'defaults':{'config':{'x':{'y':2}}}  | defaults.config.x.y
          'defaults':{'config':{'x':{'y':1}}}   | 'defaults':{'config':{'x':'gone'}}   | defaults.config.x
          'defaults':{'config':{'x':1}}         | 'defaults':{'config':{'x':{'y':1}}}  | defaults.config.x
          'defaults':{'config':{'x':['a']}}     | 'defaults':{'config':{'x':['a','b']}}| defaults.config.x
          'constraints':{'size':{'max':5}}      | 'constraints':{'size':{'max':6}}     | constraints.size.max
          'administration':{'leaseduration':{'max':'2d'}} | 'administration':{'leaseduration':{'max':'3d'}} | leaseduration.max
          """)
  void whatAnImmutablePartSetsCannotBeOverridden(String part, String over, String path)
      throws Exception {
    List<TemplateMerge.Part> parts = List.of(fixed(part), template("own", over));
    assertThatThrownBy(() -> TemplateMerge.merge(parts))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(path + " is ")
        .hasMessageContaining("in the immutable partialtemplate \"fixed\"")
        .hasMessageContaining("clustertemplate \"own\" cannot make it");
  }

  @Test
  void sayingTheSameAddingBesideAndJoiningIsNoOverride() throws Exception {
    assertThat(
            merged(
                fixed("'defaults':{'provider':'p1','services':['a'],'config':{'x':{'y':1}}}"),
                template(
                    "own", "'defaults':{'provider':'p1','services':['b'],'config':{'x':{'z':2}}}")))
        .isEqualTo(
            json(
                "{'defaults':{'provider':'p1','services':['a','b'],"
                    + "'config':{'x':{'y':1,'z':2}}},'name':'own'}"));
  }

  @Test
  void anImmutablePartOverridesWhatCameBefore() throws Exception {
    assertThat(
            merged(
                    template("base", "'defaults':{'provider':'p1'}"),
                    fixed("'defaults':{'provider':'p2'}"),
                    template("own", "'defaults':{'imagetype':'i'}"))
                .at("/defaults/provider")
                .asText())
        .isEqualTo("p2");
  }

  @Test
  void everyValueSaysWhichPartSetItAndWhichFixedIt() throws Exception {
    List<ValueOrigin> origins =
        TemplateMerge.merge(
                List.of(
                    template(
                        "base",
                        "'defaults':{'services':['a'],'provider':'p1','config':{'k/1':{'x.y':1}}}"),
                    fixed("'defaults':{'dnsSuffix':'example.org','imagetype':'i'}"),
                    template(
                        "own",
                        "'defaults':{'services':['b','a'],'provider':'p2','imagetype':'i'}")))
            .origins();
    assertThat(origins.stream().map(TemplateMergeTest::line))
        .containsExactlyInAnyOrder(
            "/defaults/services \"a\" base",
            "/defaults/services \"b\" own",
            "/defaults/provider \"p2\" own",
            "/defaults/config/k~11/x.y 1 base",
            "/defaults/dnsSuffix \"example.org\" fixed fixed by fixed",
            "/defaults/imagetype \"i\" fixed fixed by fixed");
  }

  private static String line(ValueOrigin origin) {
    return origin.path()
        + " "
        + origin.value()
        + " "
        + origin.name()
        + origin.fixedBy().map(by -> " fixed by " + by).orElse("");
  }
}
