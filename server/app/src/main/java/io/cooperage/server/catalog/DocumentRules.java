package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds between the values of a document whose shape is right. Other documents are not looked
 * at: a document may name one that comes later.
 */
final class DocumentRules {
  private DocumentRules() {}

  static void check(EntityKind kind, JsonNode document, Findings findings) {
    switch (kind) {
      case CLUSTERTEMPLATE -> {
        checkTemplate(document, findings);
        checkParents(document, findings);
        checkName(document, findings);
      }
      case PARTIALTEMPLATE -> checkTemplate(document, findings);
      case PROVIDERTYPE, AUTOMATORTYPE -> {
        checkRequired("parameters.admin", document.at("/parameters/admin"), findings);
        checkRequired("parameters.user", document.at("/parameters/user"), findings);
      }
      case PROVIDER, HARDWARETYPE, IMAGETYPE, SERVICE -> {
        // Nothing holds between their values.
      }
    }
  }

  private static void checkTemplate(JsonNode document, Findings findings) {
    JsonNode constraints = document.path("constraints");
    checkBounds("constraints.size", constraints.path("size"), findings);
    constraints
        .path("services")
        .properties()
        .forEach(
            entry ->
                checkBounds(
                    "constraints.services." + entry.getKey() + ".quantities",
                    entry.getValue().path("quantities"),
                    findings));
    JsonNode apart = constraints.path("layout").path("cantcoexist");
    for (int i = 0; i < apart.size(); i++) {
      if (apart.get(i).isArray() && apart.get(i).size() < 2) {
        findings.add(
            "constraints.layout.cantcoexist[" + i + "]",
            "must name at least two services, or no machine could run the one it names");
      }
    }
  }

  private static void checkBounds(String path, JsonNode bounds, Findings findings) {
    JsonNode min = bounds.path("min");
    JsonNode max = bounds.path("max");
    if (min.isValueNode() && max.isValueNode() && !min.isNull() && !max.isNull()) {
      int least = min.asInt();
      int most = max.asInt();
      if (least > most) {
        findings.add(path, "has min " + least + " above max " + most);
      }
    }
  }

  private static void checkParents(JsonNode document, Findings findings) {
    String name = document.path("name").asText();
    if (document.at("/extends/name").asText("").equals(name)) {
      findings.add("extends.name", "names the template itself");
    }
  }

  private static void checkName(JsonNode document, Findings findings) {
    if (document.path("name").asText().equals(TemplateDraftResource.RESERVED)) {
      findings.add("name", "cannot be \"resolve\", for that path of the API means something else");
    }
  }

  private static void checkRequired(String path, JsonNode group, Findings findings) {
    List<String> fields = new ArrayList<>();
    group.path("fields").fieldNames().forEachRemaining(fields::add);
    JsonNode required = group.path("required");
    for (int i = 0; i < required.size(); i++) {
      for (JsonNode field : required.get(i)) {
        if (field.isTextual() && !fields.contains(field.textValue())) {
          findings.add(
              path + ".required[" + i + "]",
              "names \"" + Findings.cut(field.textValue()) + "\", which is none of its fields");
        }
      }
    }
  }
}
