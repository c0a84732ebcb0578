package io.cooperage.drill.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.Page;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.history.DrillJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Hardware types whose label is a number: the simplest documents of the catalogue. */
final class Documents {

  static final EntityKind KIND = EntityKind.HARDWARETYPE;
  private static final int PAGE = 1_000;

  private Documents() {}

  /** {@code count} names that begin with {@code prefix}. */
  static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();
  }

  static ObjectNode document(String name, long value) {
    return DrillJson.MAPPER.createObjectNode().put("name", name).put("label", Long.toString(value));
  }

  /** For an import: all of them with one value. */
  static JsonNode bundle(List<String> names, long value) {
    ObjectNode bundle = DrillJson.MAPPER.createObjectNode();
    names.forEach(name -> bundle.withArray("/" + KIND.plural()).add(document(name, value)));
    return bundle;
  }

  static long value(JsonNode document) {
    return Long.parseLong(document.path("label").asText());
  }

  /** Of an export: value by name, of those that begin with {@code prefix}. */
  static Map<String, Long> values(JsonNode export, String prefix) {
    Map<String, Long> values = new TreeMap<>();
    for (JsonNode document : export.path(KIND.plural())) {
      if (document.path("name").asText().startsWith(prefix + "-")) {
        values.put(document.path("name").asText(), value(document));
      }
    }
    return values;
  }

  /** The values of all versions of a document, oldest first. */
  static List<Long> versions(CooperageClient api, String name) {
    List<Long> values = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<EntityView> page = api.catalog().versions(KIND, name, PAGE, after);
      page.items().forEach(version -> values.add(0, value(version.document())));
      after = page.next();
    } while (after.isPresent());
    return values;
  }

  /** The names that begin with {@code prefix}, as the list has them, page by page. */
  static List<String> list(CooperageClient api, String prefix) {
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<EntityView> page = api.catalog().list(KIND, PAGE, after);
      page.items().stream()
          .map(EntityView::name)
          .filter(name -> name.startsWith(prefix + "-"))
          .forEach(names::add);
      after = page.next();
    } while (after.isPresent());
    return names;
  }
}
