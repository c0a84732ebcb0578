package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Caller;
import io.cooperage.server.secret.SealedText;

/**
 * Hides sealed values from everybody, and whatever else a provider's plugin is told from those who
 * could not write it: users, workers, and other tenants than the one whose provider it is.
 */
final class Redaction {
  /** Stands for a value that is not shown; when it comes back, it means that value. */
  static final String HIDDEN = "********";

  /** The same in a difference. */
  static final JsonNode HIDDEN_VALUE = new TextNode(HIDDEN);

  private Redaction() {}

  static EntityView view(Caller caller, StoredEntity stored) {
    EntityView view = stored.view();
    boolean all = view.kind() == EntityKind.PROVIDER && !maySeeAll(caller, view.tenant());
    return new EntityView(
        view.kind(),
        view.tenant(),
        view.name(),
        view.version(),
        view.modifiedTime(),
        view.modifiedBy(),
        hide(view.kind(), view.document(), all));
  }

  /** What leaves the service for those who may write the document. */
  static JsonNode hideSealed(EntityKind kind, JsonNode document) {
    return hide(kind, document, false);
  }

  private static boolean maySeeAll(Caller caller, String owner) {
    return caller.may(Scope.CATALOG_WRITE) && caller.maySee(owner);
  }

  private static JsonNode hide(EntityKind kind, JsonNode document, boolean all) {
    if (!all && !document.toString().contains(SealedText.PREFIX)) {
      return document;
    }
    ObjectNode copy = document.deepCopy();
    for (FieldGroup group : FieldGroup.of(kind, copy)) {
      group
          .texts()
          .forEach(
              (field, value) -> {
                if (all || SealedText.isSealed(value)) {
                  group.fields().put(field, HIDDEN);
                }
              });
    }
    return copy;
  }
}
