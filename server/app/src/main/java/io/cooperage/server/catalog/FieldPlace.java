package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.api.TaskAction;

/**
 * Where a field of a plugin stands: a sealed value opens there only, in the catalogue and in the
 * clusters that were made from it.
 *
 * @param path such as {@code provisioner.actions.start.fields}
 */
public record FieldPlace(EntityKind kind, String document, String path, String field) {
  public static FieldPlace ofProvider(String provider, String field) {
    return new FieldPlace(EntityKind.PROVIDER, provider, "provisioner", field);
  }

  public static FieldPlace ofAction(String service, TaskAction action, String field) {
    String path = "provisioner.actions." + action.wire() + ".fields";
    return new FieldPlace(EntityKind.SERVICE, service, path, field);
  }

  public String text() {
    return kind.wire() + "/" + document + "/" + path + "." + field;
  }
}
