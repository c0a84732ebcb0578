package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Caller;

/**
 * Hides what a provider's plugin is told, which may be credentials, from those who could not write
 * it: users, workers, and other tenants than the one whose provider it is.
 */
final class Redaction {
  private static final String HIDDEN = "********";

  private Redaction() {}

  static EntityView view(Caller caller, StoredEntity stored) {
    EntityView view = stored.view();
    if (view.kind() != EntityKind.PROVIDER || maySeeAll(caller, view.tenant())) {
      return view;
    }
    return new EntityView(
        view.kind(),
        view.tenant(),
        view.name(),
        view.version(),
        view.modifiedTime(),
        hide(view.document()));
  }

  private static boolean maySeeAll(Caller caller, String owner) {
    return caller.may(Scope.CATALOG_WRITE) && caller.maySee(owner);
  }

  private static JsonNode hide(JsonNode document) {
    ObjectNode copy = document.deepCopy();
    if (copy.get("provisioner") instanceof ObjectNode fields) {
      fields.fieldNames().forEachRemaining(field -> fields.put(field, HIDDEN));
    }
    return copy;
  }
}
