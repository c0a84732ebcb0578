package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.TemplatePart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateRulesTest {
  private static final String SHARED = "superadmin";

  private static JsonNode json(String text) throws JsonProcessingException {
    return CatalogJson.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static StoredEntity stored(String tenant, EntityKind kind, String name, String body)
      throws JsonProcessingException {
    return new StoredEntity(
        new EntityKey(tenant, kind, name),
        1,
        Instant.EPOCH,
        "ada",
        json("{'name':'" + name + "'" + (body.isEmpty() ? "" : "," + body) + "}"));
  }

  private static StoredEntity template(String name, String body) throws JsonProcessingException {
    return stored(SHARED, EntityKind.CLUSTERTEMPLATE, name, body);
  }

  private static StoredEntity partial(String name, String body) throws JsonProcessingException {
    return stored(SHARED, EntityKind.PARTIALTEMPLATE, name, body);
  }

  private static Change write(StoredEntity entity) {
    return Change.write(entity.key(), entity.document());
  }

  private static TemplateView shared(StoredEntity... documents) {
    return new TemplateView(SHARED, List.of(documents), List.of(documents));
  }

  @Test
  void partsAreMergedParentFirstAndEachIncludeBeforeItsTemplate() throws Exception {
    TemplateView view =
        shared(
            template("base", "'includes':[{'name':'p1'}]"),
            template("own", "'extends':{'name':'base'},'includes':[{'name':'p2'},{'name':'p3'}]"),
            partial("p1", ""),
            partial("p2", "'immutable':true"),
            partial("p3", ""));
    ResolvedTemplate resolved =
        TemplateParts.of(view.find(EntityKind.CLUSTERTEMPLATE, "own").orElseThrow(), view).merge();
    assertThat(resolved.parts())
        .extracting(TemplatePart::name)
        .containsExactly("p1", "base", "p2", "p3", "own");
    assertThat(resolved.parts())
        .extracting(TemplatePart::role)
        .containsExactly("includes", "extends", "includes", "includes", "own");
    assertThat(resolved.parts()).filteredOn(TemplatePart::immutable).hasSize(1);
  }

  @Test
  void aCircleIsNamedWhoeverClosesIt() throws Exception {
    TemplateView view =
        shared(template("a", "'extends':{'name':'b'}"), template("b", "'extends':{'name':'c'}"));
    Change closing = write(template("c", "'extends':{'name':'a'}"));
    assertThat(TemplateRules.broken(view, List.of(closing)))
        .hasSize(3)
        .first()
        .asString()
        .isEqualTo(
            "clustertemplate \"a\": templates extend each other in a circle: a, b, c, a;"
                + " remove one of the extends");
    assertThatThrownBy(
            () ->
                TemplateParts.of(
                    view.find(EntityKind.CLUSTERTEMPLATE, "a").orElseThrow(),
                    view.after(List.of(closing))))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void aCircleWithinOneImportIsRefusedAndOneThatTheImportOpensIsNot() throws Exception {
    Change one = write(template("a", "'extends':{'name':'b'}"));
    assertThat(
            TemplateRules.broken(
                shared(), List.of(one, write(template("b", "'extends':{'name':'a'}")))))
        .hasSize(2);
    assertThat(TemplateRules.broken(shared(), List.of(one, write(template("b", ""))))).isEmpty();
  }

  @Test
  void whatIsNamedAndDoesNotExistYetIsNoFault() throws Exception {
    assertThat(
            TemplateRules.broken(
                shared(),
                List.of(
                    write(
                        template("a", "'extends':{'name':'later'},'includes':[{'name':'too'}]")))))
        .isEmpty();
  }

  @Test
  void aPartThatWouldBreakItsTemplatesNamesThem() throws Exception {
    TemplateView view =
        shared(
            partial("company", ""),
            template(
                "web", "'includes':[{'name':'company'}],'defaults':{'dnsSuffix':'example.net'}"),
            template("large", "'extends':{'name':'web'}"),
            template("other", "'defaults':{'dnsSuffix':'example.net'}"));
    assertThat(
            TemplateRules.broken(
                view,
                List.of(
                    write(
                        partial(
                            "company",
                            "'immutable':true,'defaults':{'dnsSuffix':'example.org'}")))))
        .hasSize(2)
        .allMatch(line -> line.contains("defaults.dnsSuffix is \"example.org\""))
        .anyMatch(line -> line.startsWith("clustertemplate \"web\": "))
        .anyMatch(line -> line.startsWith("clustertemplate \"large\": "));
  }

  @Test
  void whatWasBrokenBeforeDoesNotHinderAChange() throws Exception {
    TemplateView view =
        shared(
            partial("company", "'immutable':true,'defaults':{'dnsSuffix':'example.org'}"),
            template(
                "web", "'includes':[{'name':'company'}],'defaults':{'dnsSuffix':'example.net'}"));
    Change change =
        write(
            partial(
                "company",
                "'immutable':true,'description':'new','defaults':{'dnsSuffix':'example.org'}"));
    assertThat(TemplateRules.broken(view, List.of(change))).isEmpty();
    assertThat(
            TemplateRules.broken(
                view, List.of(write(view.find(EntityKind.CLUSTERTEMPLATE, "web").orElseThrow()))))
        .hasSize(1);
  }

  @Test
  void aTenantsOwnPartTakesThePlaceOfTheSharedOne() throws Exception {
    StoredEntity shared = partial("company", "'defaults':{'dnsSuffix':'example.org'}");
    StoredEntity own =
        stored(
            "acme", EntityKind.PARTIALTEMPLATE, "company", "'defaults':{'dnsSuffix':'acme.org'}");
    StoredEntity web = template("web", "'includes':[{'name':'company'}]");
    TemplateView view = new TemplateView("acme", List.of(own), List.of(shared, web));
    assertThat(suffix(web, view)).isEqualTo("acme.org");
    assertThat(suffix(web, view.after(List.of(Change.delete(own.key()))))).isEqualTo("example.org");
  }

  private static String suffix(StoredEntity template, TemplateView view) {
    return TemplateParts.of(template, view).merge().document().at("/defaults/dnsSuffix").asText();
  }
}
