package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  @Test
  void anAcceptedDocumentIsKeptAsItIsButForTheVersion() {
    JsonNode kept =
        Documents.accept(
            EntityKind.HARDWARETYPE,
            json("{'version': 7, 'name': 'small', 'label': null, 'providermap': {}}"));
    assertThat(kept).isEqualTo(json("{'name': 'small', 'label': null, 'providermap': {}}"));
  }

  @Test
  void everyWrongValueHasItsLine() {
    List<String> errors =
        errors(
            EntityKind.CLUSTERTEMPLATE,
            """
            {'name': 'a b', 'color': 'red',
             'defaults': {'services': 'base', 'config': []},
             'constraints': {'size': {'min': 'two'}, 'services': {'web': {'quantities': {'max': -1}}}},
             'administration': {'leaseduration': {'initial': '2 weeks'}},
             'links': [{'label': 5}], 'includes': [{}]}
            """);
    assertThat(errors)
        .anySatisfy(line -> assertThat(line).startsWith("name must be a name").contains("a b"))
        .anySatisfy(line -> assertThat(line).startsWith("color is not known here"))
        .anySatisfy(line -> assertThat(line).startsWith("defaults.services must be a list"))
        .anySatisfy(line -> assertThat(line).startsWith("defaults.config must be an object"))
        .anySatisfy(
            line -> assertThat(line).startsWith("constraints.size.min must be a whole number"))
        .anySatisfy(
            line -> assertThat(line).startsWith("constraints.services.web.quantities.max must"))
        .anySatisfy(
            line -> assertThat(line).startsWith("administration.leaseduration.initial is wrong"))
        .anySatisfy(line -> assertThat(line).startsWith("links[0].label must be text"))
        .anySatisfy(line -> assertThat(line).startsWith("links[0].url is missing"))
        .anySatisfy(line -> assertThat(line).startsWith("includes[0].name is missing"))
        .hasSize(10);
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertThat(
            errors(
                EntityKind.CLUSTERTEMPLATE,
                "{'name': 'x', 'constraints': {'size': {'min': 3, 'max': '2'}}}"))
        .containsExactly("constraints.size has min 3 above max 2");
    assertThat(
            errors(
                EntityKind.CLUSTERTEMPLATE,
                "{'name': 'x', 'constraints': {'layout': {'cantcoexist': [['a']]}}}"))
        .singleElement()
        .asString()
        .startsWith("constraints.layout.cantcoexist[0] must name at least two services");
    assertThat(errors(EntityKind.CLUSTERTEMPLATE, "{'name': 'x', 'extends': {'name': 'x'}}"))
        .containsExactly("extends.name names the template itself");
    assertThat(
            errors(
                EntityKind.PROVIDERTYPE,
                "{'name': 'x', 'parameters': {'admin': {'fields': {'a': {}}, 'required': [['b']]}}}"))
        .containsExactly("parameters.admin.required[0] names \"b\", which is none of its fields");
  }

  @Test
  void anActionIsOneOfTheKnownAndLowerCase() {
    String actions = "{'name': 'x', 'provisioner': {'actions': {'%s': {'type': 'shell'}}}}";
    assertThat(errors(EntityKind.SERVICE, actions.formatted("START")))
        .singleElement()
        .asString()
        .startsWith("provisioner.actions.START is not known here; known are install, configure");
    Documents.accept(EntityKind.SERVICE, json(actions.formatted("start")));
  }

  @Test
  void whatWouldNotComeBackAsItWasIsRefused() {
    assertThat(errors(EntityKind.SERVICE, "{'name': 'x', 'label': '\\uD83D'}"))
        .containsExactly("label holds half a character (an unpaired surrogate)");
    assertThat(
            errors(
                EntityKind.CLUSTERTEMPLATE, "{'name': 'x', 'defaults': {'config': {'n': 1e999}}}"))
        .containsExactly("defaults.config.n is a number too large to be kept; write it as text");
    String deep = "{'a':".repeat(80) + "1" + "}".repeat(80);
    assertThat(
            errors(
                EntityKind.CLUSTERTEMPLATE, "{'name': 'x', 'defaults': {'config': " + deep + "}}"))
        .containsExactly("A document may be nested 64 levels deep, not deeper");
  }

  @Test
  void aDocumentWrittenToANameNeedNotRepeatIt() {
    JsonNode kept = Documents.accept(EntityKind.SERVICE, "web", json("{'label': 'Web'}"));
    assertThat(kept.path("name").asText()).isEqualTo("web");
    ProblemException other =
        catchThrowableOfType(
            ProblemException.class,
            () -> Documents.accept(EntityKind.SERVICE, "web", json("{'name': 'mail'}")));
    assertThat(other.code()).isEqualTo(ErrorCode.INVALID_DOCUMENT);
    assertThat(other).hasMessageContaining("mail").hasMessageContaining("web");
    assertThat(
            catchThrowableOfType(
                ProblemException.class,
                () -> Documents.accept(EntityKind.SERVICE, "a/b", json("{}"))))
        .hasMessageContaining("a/b");
  }

  @Test
  void aDocumentIsAnObject() {
    assertThat(errors(EntityKind.SERVICE, "[]"))
        .containsExactly("A service must be a JSON object, not a list");
  }

  @Test
  void aBodyThatIsNoJsonIsToldWhere() {
    for (String body : List.of("", "{", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":tru}")) {
      ProblemException refusal =
          catchThrowableOfType(
              ProblemException.class,
              () -> CatalogJson.read(body.getBytes(StandardCharsets.UTF_8)));
      assertThat(refusal.code().status()).as(body).isEqualTo(400);
    }
    assertThat(
            catchThrowableOfType(
                ProblemException.class, () -> CatalogJson.read(new byte[] {'"', (byte) 0xC3, '"'})))
        .isNotNull();
  }

  private static List<String> errors(EntityKind kind, String document) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> Documents.accept(kind, json(document)));
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_DOCUMENT);
    return refusal.errors();
  }

  private static JsonNode json(String text) {
    return CatalogJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
