package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Makes up requests as the OpenAPI document describes them, about things that there are. What a
 * field means the document does not say: {@link #VALUES} has a right value for those that cannot be
 * anything.
 */
final class RightCalls {
  private static final Pattern PARAMETER = Pattern.compile("([^/]+)/\\{(\\w+)}");

  /** By the name of the field, or by operation and field. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("address", "\"10.9.9.8\""),
          Map.entry("avoid", "[\"other\"]"),
          Map.entry("capacity", "1"),
          Map.entry("clusterTemplate", "\"pair\""),
          Map.entry("config", "{\"a\":{\"b\":\"%ip.self%\"}}"),
          Map.entry("count", "1"),
          Map.entry("datacenter", "\"dc1\""),
          Map.entry("dnsSuffix", "\"example.org\""),
          Map.entry("enabled", "false"),
          Map.entry("expiresInSeconds", "3600"),
          Map.entry("extension", "1000"),
          Map.entry("flavor", "\"small\""),
          Map.entry("hardwaretype", "\"small\""),
          Map.entry("hostKey", "\"ssh-ed25519 AAAA\""),
          Map.entry("imagetype", "\"linux\""),
          Map.entry("initialLeaseDuration", "3600000"),
          Map.entry("labels", "{\"rack\":\"a\"}"),
          Map.entry("max", "1"),
          Map.entry("maxClusters", "5"),
          Map.entry("maxNodes", "5"),
          Map.entry("nodes", "[1000]"),
          Map.entry("numMachines", "2"),
          Map.entry("overlapSeconds", "60"),
          Map.entry("poll", "1"),
          Map.entry("port", "22"),
          Map.entry("provider", "\"sim\""),
          Map.entry("providerFields", "{}"),
          Map.entry("role", "\"member\""),
          Map.entry("scopes", "[\"clusters:read\"]"),
          Map.entry("secret", "\"whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=\""),
          Map.entry("services", "[\"lone\"]"),
          Map.entry("subject", "\"cluster/*\""),
          Map.entry("tag", "\"alpha-1\""),
          Map.entry("tenant", "\"" + Things.TENANT + "\""),
          Map.entry("token", "\"1.1\""),
          Map.entry("types", "[\"cluster.*\"]"),
          Map.entry("url", "\"http://127.0.0.1:1/\""),
          Map.entry("waitMillis", "20"),
          Map.entry("workers", "5"));

  private final ApiCalls calls;
  private final Things things;
  private final Random random;

  RightCalls(ApiCalls calls, Things things, Random random) {
    this.calls = calls;
    this.things = things;
    this.random = random;
  }

  /** A request that has its path, and nothing else yet. */
  Draft begin(ApiCall call) {
    Draft draft = new Draft(call);
    Matcher place = PARAMETER.matcher(call.path());
    for (int from = 0; place.find(from); from = place.end(1)) {
      String value = things.value(place.group());
      draft.path().put(place.group(2), oneOfPattern(call, place.group(2), value));
    }
    return draft;
  }

  /**
   * @param version of what the call is about, as its ETag
   */
  void complete(Draft draft, String version) {
    ApiCall call = draft.call();
    draft.headers().put("Host", "127.0.0.1");
    for (ApiCall.Parameter parameter : call.parametersIn("query")) {
      if (parameter.required() || random.nextInt(3) == 0) {
        draft.query().add(parameter.name() + "=" + queryValue(parameter));
      }
    }
    if (!call.scopes().isEmpty()) {
      draft.headers().put("Authorization", "Bearer " + things.tokenFor(call.scopes()));
    }
    if (call.takes("Idempotency-Key")) {
      draft.headers().put("Idempotency-Key", "k-" + Long.toHexString(random.nextLong()));
    }
    if (call.takes("If-Match")) {
      draft.headers().put("If-Match", version);
    }
    if (call.body().isPresent()) {
      draft.headers().put("Content-Type", call.body().get().contentType());
      fill(draft);
    }
  }

  /** One of several if the document lists them as a pattern. */
  private String oneOfPattern(ApiCall call, String name, String value) {
    String pattern =
        call.parametersIn("path").stream()
            .filter(parameter -> parameter.name().equals(name))
            .map(parameter -> parameter.schema().path("pattern").asText(""))
            .findFirst()
            .orElse("");
    return pattern.contains("|") ? Hostility.one(random, List.of(pattern.split("\\|"))) : value;
  }

  private String queryValue(ApiCall.Parameter parameter) {
    return switch (parameter.name()) {
      case "after" -> parameter.schema().path("type").asText().equals("integer") ? "0" : "a";
      case "dryRun" -> "true";
      case "from" -> "2026-01-01T00:00:00Z";
      case "to" -> "2026-01-02T00:00:00Z";
      case "groupBy" -> "tenant,user";
      case "period" -> "day";
      case "label" -> "rack=a";
      case "state" -> "active";
      case "hash" -> "0".repeat(64);
      case "tenant" -> Things.TENANT;
      case "datacenter" -> "dc1";
      default ->
          switch (parameter.schema().path("type").asText()) {
            case "integer" -> "1";
            case "boolean" -> "false";
            default -> "victim";
          };
    };
  }

  private void fill(Draft draft) {
    if (draft.call().body().get().contentType().equals("application/json")) {
      draft.document(document(draft));
    } else {
      draft.body("exit 0".getBytes(StandardCharsets.UTF_8));
    }
  }

  private JsonNode document(Draft draft) {
    ApiCall call = draft.call();
    String kind = draft.path().getOrDefault("kind", "");
    if (call.path().equals("/v3/catalog/import")) {
      return things.bundle();
    }
    if (call.path().startsWith("/v3/clustertemplates/")) {
      return things.document("clustertemplates");
    }
    if (call.path().startsWith("/v3/{kind}")) {
      ObjectNode document = things.document(kind).deepCopy();
      return call.method().equals("POST") ? document.put("name", fresh()) : document;
    }
    List<JsonNode> examples = call.body().get().examples();
    return !examples.isEmpty() && random.nextInt(3) == 0
        ? impatient(Hostility.one(random, examples))
        : value(draft, "", call.body().get().schema(), 0);
  }

  private static JsonNode impatient(JsonNode example) {
    return example.has("waitMillis")
        ? ((ObjectNode) example.deepCopy()).set("waitMillis", read(VALUES.get("waitMillis")))
        : example;
  }

  private String fresh() {
    return "n" + Integer.toHexString(random.nextInt());
  }

  private JsonNode value(Draft draft, String field, JsonNode declared, int depth) {
    JsonNode schema = calls.resolve(declared);
    if (VALUES.containsKey(field)) {
      return read(VALUES.get(field));
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(draft, schema, depth);
      case "array" ->
          Hostility.JSON.arrayNode().add(value(draft, "", schema.path("items"), depth + 1));
      case "boolean" -> Hostility.JSON.booleanNode(true);
      case "integer", "number" -> Hostility.JSON.numberNode(0);
      default ->
          schema.has("enum")
              ? schema.get("enum").get(0)
              : Hostility.JSON.textNode(text(draft, field));
    };
  }

  private JsonNode object(Draft draft, JsonNode schema, int depth) {
    ObjectNode object = Hostility.JSON.objectNode();
    if (depth > 5) {
      return object;
    }
    List<String> required =
        StreamSupport.stream(schema.path("required").spliterator(), false)
            .map(JsonNode::textValue)
            .toList();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean optional = property.getValue().path("nullable").asBoolean();
      if (required.contains(property.getKey()) || !optional || random.nextInt(3) == 0) {
        object.set(
            property.getKey(), value(draft, property.getKey(), property.getValue(), depth + 1));
      }
    }
    if (schema.has("additionalProperties")) {
      object.set("some", value(draft, "", schema.get("additionalProperties"), depth + 1));
    }
    return object;
  }

  private String text(Draft draft, String field) {
    return switch (field) {
      case "name" -> name(draft);
      case "task" -> things.value("tasks/{id}");
      case "worker" -> things.value("workers/{id}");
      default -> "some";
    };
  }

  /** What is changed keeps its name. */
  private String name(Draft draft) {
    if (!draft.call().method().equals("PUT")) {
      return fresh();
    }
    return draft.call().path().startsWith("/v3/webhooks")
        ? things.webhook()
        : draft.path().getOrDefault("name", fresh());
  }

  private static JsonNode read(String json) {
    return Json.read(json, JsonNode.class);
  }
}
