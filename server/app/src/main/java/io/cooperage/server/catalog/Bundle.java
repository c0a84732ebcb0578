package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many documents in one: an object with a list for each kind, under its plural, or a list of
 * documents that each say their {@code kind}.
 */
final class Bundle {
  private static final String KIND = "kind";
  private static final String DOCUMENT = "document";
  private final List<Item> items = new ArrayList<>();
  private final Findings findings = new Findings();

  /** A checked document. */
  record Item(EntityKind kind, String name, ObjectNode document) {}

  private Bundle() {}

  /**
   * The documents by kind and name: everyone locks them in the same order.
   *
   * @throws ProblemException INVALID_DOCUMENT with a line for each wrong value of any document
   */
  static List<Item> read(JsonNode sent) {
    Bundle bundle = new Bundle();
    if (sent.isObject()) {
      bundle.readLists(sent);
    } else if (sent.isArray()) {
      bundle.readItems(sent);
    } else {
      bundle.findings.add("", "A bundle must be an object or a list, not " + Findings.show(sent));
    }
    bundle.refuseTwins();
    if (!bundle.findings.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_DOCUMENT,
              "Nothing was imported: correct what errors lists and import again.")
          .withErrors(bundle.findings.lines());
    }
    return bundle.items.stream()
        .sorted(Comparator.comparing(Item::kind).thenComparing(Item::name))
        .toList();
  }

  /** All documents as one bundle, which {@link #read} takes back. */
  static ObjectNode write(List<StoredEntity> entities) {
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    for (EntityKind kind : EntityKind.values()) {
      ArrayNode list = bundle.putArray(kind.plural());
      entities.stream()
          .filter(entity -> entity.key().kind() == kind)
          .forEach(entity -> list.add(Redaction.hideSealed(kind, entity.document())));
    }
    return bundle;
  }

  private void readLists(JsonNode sent) {
    sent.properties()
        .forEach(
            entry -> {
              String plural = entry.getKey();
              EntityKind kind =
                  Arrays.stream(EntityKind.values())
                      .filter(one -> one.plural().equals(plural))
                      .findFirst()
                      .orElse(null);
              if (kind == null) {
                findings.add(Findings.cut(plural), "is not known here; known are " + plurals());
              } else if (!entry.getValue().isArray()) {
                findings.add(plural, "must be a list, not " + Findings.show(entry.getValue()));
              } else {
                readList(kind, entry.getValue());
              }
            });
  }

  private void readList(EntityKind kind, JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      add(kind.plural() + "[" + i + "]", kind, list.get(i));
    }
  }

  private void readItems(JsonNode sent) {
    for (int i = 0; i < sent.size(); i++) {
      String path = "[" + i + "]";
      JsonNode item = sent.get(i);
      EntityKind kind =
          Arrays.stream(EntityKind.values())
              .filter(one -> one.wire().equals(item.path(KIND).asText()))
              .findFirst()
              .orElse(null);
      if (!(item instanceof ObjectNode object) || kind == null) {
        findings.add(
            path,
            "must be an object whose \"kind\" is one of "
                + Arrays.stream(EntityKind.values())
                    .map(EntityKind::wire)
                    .collect(Collectors.joining(", ")));
      } else if (object.has(DOCUMENT)) {
        add(path, kind, object.get(DOCUMENT));
      } else {
        ObjectNode document = object.deepCopy();
        document.remove(KIND);
        add(path, kind, document);
      }
    }
  }

  private void add(String path, EntityKind kind, JsonNode document) {
    Findings own = new Findings();
    Documents.check(kind, document, own);
    String name = document.path("name").asText("");
    if (own.isEmpty()) {
      items.add(new Item(kind, name, Documents.stored((ObjectNode) document)));
      return;
    }
    String where = name.isEmpty() ? path : path + " \"" + Findings.cut(name) + "\"";
    own.lines().forEach(line -> findings.add(where + ":", line));
  }

  private void refuseTwins() {
    Set<String> seen = new HashSet<>();
    for (Item item : items) {
      if (!seen.add(item.kind().wire() + "/" + item.name())) {
        findings.add(
            item.kind().plural(), "has \"" + item.name() + "\" twice; keep the one you mean");
      }
    }
  }

  private static String plurals() {
    return Arrays.stream(EntityKind.values())
        .map(EntityKind::plural)
        .collect(Collectors.joining(", "));
  }
}
