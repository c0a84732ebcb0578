package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was imported, exported, imported and exported again is the same to the letter. */
class ExportPropertyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A document of a generated catalogue. */
  record Entry(EntityKind kind, String name, String description, ObjectNode free) {
    ObjectNode document() {
      ObjectNode document = RightDocuments.of(kind);
      document.put("name", name).put("description", description);
      switch (kind) {
        case PROVIDER -> document.withObject("/provisioner").set("in", free);
        case SERVICE -> document.withObject("/provisioner/actions/start/fields").set("in", free);
        case CLUSTERTEMPLATE, PARTIALTEMPLATE ->
            document.withObject("/defaults").set("config", free);
        case PROVIDERTYPE, AUTOMATORTYPE ->
            document.withObject("/parameters/admin/fields/pool").set("default", free);
        case HARDWARETYPE, IMAGETYPE -> document.putObject("providermap");
      }
      return (ObjectNode) read(document.toString());
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void exportsAndImportsAreEachOthersInverse(@ForAll("catalogues") List<Entry> catalogue)
      throws JsonProcessingException {
    ObjectNode sent = JSON.objectNode();
    Map<String, Entry> unique = new LinkedHashMap<>();
    catalogue.forEach(entry -> unique.put(entry.kind() + entry.name(), entry));
    unique
        .values()
        .forEach(entry -> sent.withArray("/" + entry.kind().plural()).add(entry.document()));

    String first = exported(sent.toString());
    JsonNode again = CatalogJson.MAPPER.readTree(first);
    assertThat(exported(first)).isEqualTo(first);
    for (EntityKind kind : EntityKind.values()) {
      assertThat(again.path(kind.plural()))
          .containsExactlyInAnyOrderElementsOf(sent.path(kind.plural()));
    }
    Bundle.read(again)
        .forEach(
            item ->
                assertThat(
                        Differences.between(
                            item.kind(),
                            unique.get(item.kind() + item.name()).document(),
                            item.document()))
                    .isEmpty());
  }

  /** Through the text that the database keeps. */
  private static String exported(String bundle) throws JsonProcessingException {
    List<StoredEntity> stored =
        Bundle.read(CatalogJson.MAPPER.readTree(bundle)).stream()
            .map(
                item ->
                    new StoredEntity(
                        new EntityKey("acme", item.kind(), item.name()),
                        1,
                        Instant.EPOCH,
                        "ada",
                        read(item.document().toString())))
            .toList();
    return Bundle.write(stored).toString();
  }

  private static JsonNode read(String text) {
    try {
      return CatalogJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<List<Entry>> catalogues() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('a', 'e')
            .withChars("A_.-0")
            .ofMinLength(1)
            .ofMaxLength(4);
    Arbitrary<String> texts = Arbitraries.strings().ascii().withChars("äß漢").ofMaxLength(10);
    return Combinators.combine(Arbitraries.of(EntityKind.class), names, texts, objects(2))
        .as(Entry::new)
        .list()
        .ofMaxSize(12);
  }

  private static Arbitrary<ObjectNode> objects(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ascii().ofMaxLength(8).map(JSON::textNode),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.doubles().between(-1e9, 1e9).map(JSON::numberNode),
            Arbitraries.of(true, false).map(JSON::booleanNode));
    Arbitrary<JsonNode> value =
        depth == 0 ? leaf : Arbitraries.oneOf(leaf, leaf, objects(depth - 1).map(one -> one));
    return Arbitraries.maps(Arbitraries.of("a", "b.c", "d/e", "f~g"), value)
        .ofMaxSize(3)
        .map(map -> (ObjectNode) JSON.objectNode().setAll(map));
  }
}
