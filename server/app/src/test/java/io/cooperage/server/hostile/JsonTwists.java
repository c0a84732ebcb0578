package io.cooperage.server.hostile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes hostile documents of right ones. Most have one fault: that gets them furthest. */
final class JsonTwists {
  private static final StreamWriteConstraints DEEP =
      StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build();

  private static final ObjectMapper PLAIN =
      new ObjectMapper(JsonFactory.builder().streamWriteConstraints(DEEP).build());

  /** Writes lone surrogates, which no encoding has, as escapes. */
  private static final ObjectMapper ESCAPING =
      new ObjectMapper(
          JsonFactory.builder()
              .streamWriteConstraints(DEEP)
              .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
              .build());

  /** Some of them around limits of readers and writers. */
  private static final List<Integer> DEPTHS = List.of(100, 480, 499, 900, 995, 998, 1_500);

  private final Random random;
  private final List<String> names = new ArrayList<>();

  JsonTwists(Random random) {
    this.random = random;
  }

  /** A place in a document: sets another value, or takes it out. */
  private interface Place {
    JsonNode value();

    void set(JsonNode other);

    void remove();
  }

  byte[] twisted(JsonNode right) {
    collectNames(right);
    return switch (random.nextInt(10)) {
      case 0 -> bytes(Hostility.document(random, names, 4));
      case 1 -> brokenText(text(right)).getBytes(StandardCharsets.UTF_8);
      case 2 -> wrongBytes(text(right));
      default -> bytes(mutated(right));
    };
  }

  byte[] bytes(JsonNode document) {
    return text(document).getBytes(StandardCharsets.UTF_8);
  }

  private String text(JsonNode document) {
    try {
      return (random.nextBoolean() ? PLAIN : ESCAPING).writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode mutated(JsonNode right) {
    JsonNode root = right.deepCopy();
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return Hostility.document(random, names, 3);
    }
    Place place = Hostility.one(random, places);
    switch (random.nextInt(12)) {
      case 0 -> place.remove();
      case 1 -> place.set(Hostility.JSON.nullNode());
      case 2 -> place.set(Hostility.document(random, names, 3));
      case 3 -> place.set(Hostility.JSON.arrayNode().add(place.value()));
      case 4 -> place.set(many(place.value()));
      case 5 -> place.set(Hostility.deep(random, Hostility.one(random, DEPTHS)));
      case 6 -> place.set(Hostility.number(random));
      case 7 -> addField(root);
      case 8 -> renameField(root);
      default -> place.set(ofTheSameKind(place.value()));
    }
    return root;
  }

  private JsonNode ofTheSameKind(JsonNode value) {
    if (value.isNumber()) {
      return Hostility.number(random);
    }
    if (value.isTextual()) {
      return Hostility.JSON.textNode(Hostility.string(random));
    }
    if (value instanceof ArrayNode array) {
      ArrayNode longer = array.deepCopy();
      longer.insert(random.nextInt(array.size() + 1), Hostility.leaf(random));
      return longer;
    }
    return Hostility.leaf(random);
  }

  private JsonNode many(JsonNode value) {
    ArrayNode array = Hostility.JSON.arrayNode();
    int most = value.isArray() || value.isObject() ? 300 : 3_000;
    JsonNode item = value.isArray() && !value.isEmpty() ? value.get(0) : value;
    for (int i = 0; i < most; i++) {
      array.add(item);
    }
    return array;
  }

  private void addField(JsonNode root) {
    ObjectNode object = anyObject(root);
    object.set(Hostility.string(random), Hostility.leaf(random));
  }

  private void renameField(JsonNode root) {
    ObjectNode object = anyObject(root);
    if (!object.isEmpty()) {
      String name = Hostility.one(random, List.copyOf(namesOf(object)));
      JsonNode value = object.remove(name);
      object.set(
          random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : Hostility.string(random), value);
    }
  }

  private ObjectNode anyObject(JsonNode root) {
    List<ObjectNode> objects = new ArrayList<>();
    objects.add(root instanceof ObjectNode object ? object : Hostility.JSON.objectNode());
    List<Place> places = new ArrayList<>();
    collect(root, places);
    for (Place place : places) {
      if (place.value() instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return Hostility.one(random, objects);
  }

  private String brokenText(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> text + text;
      case 2 -> text + "]";
      case 3 -> text.replace('"', '\'');
      case 4 -> text.replaceFirst(":", ":NaN,\"x\":");
      case 5 -> "/* comment */ " + text;
      case 6 -> "[".repeat(20_000);
      case 7 -> "{\"a\":".repeat(5_000);
      case 8 -> twice(text);
      case 9 -> text.replaceFirst("\"", "\"\0\n");
      default -> text.substring(0, random.nextInt(text.length()));
    };
  }

  /** With one of its fields given twice. */
  private String twice(String text) {
    int colon = text.indexOf(':', random.nextInt(text.length()));
    int quote = colon < 2 ? -1 : text.lastIndexOf('"', colon - 2);
    return quote < 0
        ? "{\"name\":1,\"name\":2}"
        : text.substring(0, quote) + text.substring(quote, colon) + ":1," + text.substring(quote);
  }

  private byte[] wrongBytes(String text) {
    Charset charset =
        Hostility.one(
            random,
            List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.ISO_8859_1,
                Charset.forName("UTF-32")));
    byte[] bytes = text.replaceFirst("[a-z]", "\u00e9").getBytes(charset);
    return switch (random.nextInt(4)) {
      case 0 -> bytes;
      case 1 -> with(bytes, 0, 0xEF, 0xBB, 0xBF);
      case 2 -> with(text.getBytes(StandardCharsets.UTF_8), text.length() / 2, 0xED, 0xA0, 0x80);
      default -> with(text.getBytes(StandardCharsets.UTF_8), text.length() / 2, 0xC0, 0xFF);
    };
  }

  private static byte[] with(byte[] bytes, int at, int... more) {
    int place = Math.min(at, bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, place);
    for (int one : more) {
      out.write(one);
    }
    out.write(bytes, place, bytes.length - place);
    return out.toByteArray();
  }

  private void collectNames(JsonNode node) {
    if (node instanceof ObjectNode object) {
      names.addAll(namesOf(object));
    }
    node.forEach(this::collectNames);
  }

  private static List<String> namesOf(ObjectNode object) {
    List<String> found = new ArrayList<>();
    object.fieldNames().forEachRemaining(found::add);
    return found;
  }

  private static void collect(JsonNode at, List<Place> places) {
    if (at instanceof ObjectNode object) {
      for (String name : namesOf(object)) {
        places.add(new Field(object, name));
        collect(object.get(name), places);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Item(array, i));
        collect(array.get(i), places);
      }
    }
  }

  private record Field(ObjectNode object, String name) implements Place {
    @Override
    public JsonNode value() {
      return object.get(name);
    }

    @Override
    public void set(JsonNode other) {
      object.set(name, other);
    }

    @Override
    public void remove() {
      object.remove(name);
    }
  }

  private record Item(ArrayNode array, int index) implements Place {
    @Override
    public JsonNode value() {
      return array.get(index);
    }

    @Override
    public void set(JsonNode other) {
      array.set(index, other);
    }

    @Override
    public void remove() {
      array.remove(index);
    }
  }
}
