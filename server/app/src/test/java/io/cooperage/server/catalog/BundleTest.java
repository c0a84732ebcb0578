package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.server.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleTest {
  @Test
  void listsByPluralAndItemsWithAKindAreTheSameBundle() {
    List<Bundle.Item> lists =
        Bundle.read(
            json("{'services': [{'name': 'b'}, {'name': 'a'}], 'hardwaretypes': [{'name': 'c'}]}"));
    assertThat(lists).extracting(Bundle.Item::name).containsExactly("c", "a", "b");
    assertThat(
            Bundle.read(
                json(
                    """
                    [{'kind': 'service', 'name': 'a'},
                     {'kind': 'service', 'document': {'name': 'b'}},
                     {'kind': 'hardwaretype', 'name': 'c'}]
                    """)))
        .isEqualTo(lists);
  }

  @Test
  void theErrorsOfAllDocumentsAreToldAtOnce() {
    assertThat(
            errors(
                """
                {'services': [{'name': 'a'}, {'name': 'b', 'x': 1}, 7], 'gadgets': [],
                 'providers': [{'name': 'p'}], 'imagetypes': {}}
                """))
        .anySatisfy(line -> assertThat(line).startsWith("services[1] \"b\": x is not known here"))
        .anySatisfy(line -> assertThat(line).startsWith("services[2]: A service must be"))
        .anySatisfy(line -> assertThat(line).startsWith("gadgets is not known here"))
        .anySatisfy(
            line -> assertThat(line).isEqualTo("providers[0] \"p\": providertype is missing"))
        .anySatisfy(line -> assertThat(line).startsWith("imagetypes must be a list"))
        .hasSize(5);
    assertThat(errors("[{'kind': 'gadget'}, 5]")).hasSize(2);
    assertThat(errors("'x'")).hasSize(1);
    assertThat(errors("{'services': [{'name': 'a'}, {'name': 'a'}]}"))
        .containsExactly("services has \"a\" twice; keep the one you mean");
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    List<Bundle.Item> items =
        Bundle.read(
            json(
                "{'providers': [{'name': 'p', 'providertype': 't'}], 'services': [{'name': 's'}]}"));
    List<StoredEntity> stored =
        items.stream()
            .map(
                item ->
                    new StoredEntity(
                        new EntityKey("acme", item.kind(), item.name()),
                        3,
                        Instant.EPOCH,
                        "ada",
                        item.document()))
            .toList();
    JsonNode written = Bundle.write(stored);
    assertThat(written.fieldNames())
        .toIterable()
        .containsExactly(
            List.of(EntityKind.values()).stream().map(EntityKind::plural).toArray(String[]::new));
    assertThat(Bundle.read(written)).isEqualTo(items);
  }

  private static List<String> errors(String bundle) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> Bundle.read(json(bundle)));
    assertThat(refusal).isNotNull();
    return refusal.errors();
  }

  private static JsonNode json(String text) {
    return CatalogJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
