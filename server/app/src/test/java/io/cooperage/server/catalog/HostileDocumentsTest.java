package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.CatalogDocument;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever is sent is either refused as the caller's fault, or accepted, kept as it is, and
 * readable for the rooms that use it.
 */
class HostileDocumentsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> KEYS =
      List.of(
          "name",
          "label",
          "version",
          "kind",
          "document",
          "providertype",
          "provisioner",
          "actions",
          "start",
          "type",
          "fields",
          "providermap",
          "dependencies",
          "install",
          "requires",
          "provides",
          "defaults",
          "services",
          "config",
          "constraints",
          "layout",
          "mustcoexist",
          "cantcoexist",
          "quantities",
          "size",
          "min",
          "max",
          "administration",
          "leaseduration",
          "initial",
          "links",
          "url",
          "extends",
          "includes",
          "immutable",
          "parameters",
          "admin",
          "required",
          "default",
          "options",
          "sensitive",
          "resourceTypes",
          "format",
          "permissions",
          "",
          "a b",
          "\uD83D");

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void onlyEverTheCallersFault(@ForAll EntityKind kind, @ForAll("documents") JsonNode document)
      throws JsonProcessingException {
    JsonNode sent = CatalogJson.MAPPER.readTree(document.toString());
    try {
      ObjectNode kept = Documents.accept(kind, sent);
      CatalogJson.MAPPER.treeToValue(kept, CatalogDocument.typeOf(kind));
      assertThat(CatalogJson.MAPPER.readTree(kept.toString())).isEqualTo(kept);
    } catch (ProblemException refusal) {
      assertThat(refusal.code().status()).isBetween(400, 499);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void norFromARightDocumentWithOneValueReplaced(
      @ForAll EntityKind kind,
      @ForAll @IntRange(max = 1000) int place,
      @ForAll("leaves") JsonNode value)
      throws JsonProcessingException {
    ObjectNode document = RightDocuments.of(kind);
    assertThat(Documents.accept(kind, document)).isEqualTo(document);
    List<Runnable> replacements = new ArrayList<>();
    collect(document, value, replacements);
    replacements.get(place % replacements.size()).run();
    onlyEverTheCallersFault(kind, document);
  }

  private static void collect(JsonNode at, JsonNode value, List<Runnable> replacements) {
    if (at instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                replacements.add(() -> object.set(entry.getKey(), value));
                collect(entry.getValue(), value, replacements);
              });
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        replacements.add(() -> array.set(index, value));
        collect(array.get(i), value, replacements);
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aBundleToo(@ForAll("documents") JsonNode bundle) {
    try {
      assertThat(Bundle.read(bundle)).isNotNull();
    } catch (ProblemException refusal) {
      assertThat(refusal.code().status()).isBetween(400, 499);
    }
  }

  @Property(tries = 300)
  void andAnyBytes(@ForAll byte[] body) {
    try {
      assertThat(CatalogJson.read(body)).isNotNull();
    } catch (ProblemException refusal) {
      assertThat(refusal.code().status()).isEqualTo(400);
    }
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    Arbitrary<JsonNode> rest = values(4);
    Arbitrary<JsonNode> named =
        rest.map(
            value ->
                value instanceof ObjectNode object
                    ? object.deepCopy().put("name", "x").put("providertype", "t")
                    : value);
    return Arbitraries.oneOf(rest, named, named);
  }

  @Provide
  Arbitrary<JsonNode> leaves() {
    return Arbitraries.oneOf(
        leaf(), Arbitraries.create(JSON::arrayNode), Arbitraries.create(JSON::objectNode));
  }

  private static Arbitrary<JsonNode> leaf() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12).map(JSON::textNode),
        Arbitraries.of("a", "2d", "7", "-1", "file", "\uDC00").map(JSON::textNode),
        Arbitraries.longs().map(JSON::numberNode),
        Arbitraries.doubles().map(JSON::numberNode),
        Arbitraries.of(true, false).map(JSON::booleanNode),
        Arbitraries.just(JSON.nullNode()));
  }

  private static Arbitrary<JsonNode> values(int depth) {
    Arbitrary<JsonNode> leaf = leaf();
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> inner = values(depth - 1);
    Arbitrary<JsonNode> list =
        inner.list().ofMaxSize(3).map(items -> JSON.arrayNode().addAll(items));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(Arbitraries.of(KEYS), inner)
            .ofMaxSize(6)
            .map(map -> (JsonNode) JSON.objectNode().setAll(map));
    return Arbitraries.frequencyOf(Tuple.of(2, leaf), Tuple.of(1, list), Tuple.of(4, object));
  }
}
