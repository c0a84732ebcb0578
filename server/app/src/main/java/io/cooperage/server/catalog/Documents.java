package io.cooperage.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.catalog.CatalogDocument;
import io.cooperage.server.web.ProblemException;

/** Turns what a caller sent into a document that may be stored: checked, and without a version. */
final class Documents {
  private Documents() {}

  /**
   * @throws ProblemException INVALID_DOCUMENT with a line for each wrong value
   */
  static ObjectNode accept(EntityKind kind, JsonNode sent) {
    Findings findings = new Findings();
    check(kind, sent, findings);
    if (!findings.isEmpty()) {
      throw refusal(kind, findings);
    }
    return stored((ObjectNode) sent);
  }

  /** The same for a document that is written under {@code name}, which it need not repeat. */
  static ObjectNode accept(EntityKind kind, String name, JsonNode sent) {
    if (!Shapes.isName(name)) {
      throw new ProblemException(
          ErrorCode.INVALID_DOCUMENT,
          "\""
              + Findings.cut(name)
              + "\" is no name: use 1 to 255 letters, digits, '_', '.' or '-'.");
    }
    JsonNode named = sent;
    if (sent instanceof ObjectNode object && object.path("name").isMissingNode()) {
      named = object.deepCopy().put("name", name);
    }
    ObjectNode document = accept(kind, named);
    String inside = document.path("name").textValue();
    if (!inside.equals(name)) {
      throw new ProblemException(
          ErrorCode.INVALID_DOCUMENT,
          "The document is named \""
              + inside
              + "\", but it is written to \""
              + name
              + "\". Names cannot be changed: make the two equal, or create a new "
              + kind.wire()
              + ".");
    }
    return document;
  }

  static void check(EntityKind kind, JsonNode sent, Findings findings) {
    if (!sent.isObject()) {
      findings.add("", "A " + kind.wire() + " must be a JSON object, not " + Findings.show(sent));
      return;
    }
    Wholesome.check(sent, findings);
    if (findings.isEmpty()) {
      DocumentShapes.of(kind).check("", sent, findings);
    }
    if (findings.isEmpty()) {
      DocumentRules.check(kind, sent, findings);
      readAsRecord(kind, sent, findings);
    }
  }

  /** What is kept: the version is ours to give. */
  static ObjectNode stored(ObjectNode sent) {
    ObjectNode document = sent.deepCopy();
    document.remove("version");
    return document;
  }

  /** The rooms that use a document must be able to read it, whatever the shapes let through. */
  private static void readAsRecord(EntityKind kind, JsonNode sent, Findings findings) {
    try {
      CatalogJson.MAPPER.treeToValue(sent, CatalogDocument.typeOf(kind));
    } catch (JsonProcessingException e) {
      findings.add("", Findings.cut(e.getOriginalMessage()));
    }
  }

  private static ProblemException refusal(EntityKind kind, Findings findings) {
    return new ProblemException(
            ErrorCode.INVALID_DOCUMENT,
            "The " + kind.wire() + " is not valid: correct what errors lists and send it again.")
        .withErrors(findings.lines());
  }
}
