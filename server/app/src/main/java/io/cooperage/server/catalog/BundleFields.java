package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The fields of plugins in all documents of a bundle. */
final class BundleFields {
  private BundleFields() {}

  /**
   * A document as it is stored.
   *
   * @param notes what the importer should know
   */
  record Ready(EntityKind kind, String name, ObjectNode document, List<String> notes) {}

  private interface Preparation {
    PluginFields.Ready of(EntityKey key, ObjectNode sent, PluginTypes types, Findings findings);
  }

  /**
   * @throws ProblemException INVALID_DOCUMENT with a line for each wrong value, and for each that
   *     must be supplied because an export leaves it out
   */
  static List<Ready> prepare(Handle tx, Caller by, List<Bundle.Item> items, PluginFields fields) {
    return each(
        by,
        items,
        fields.types(tx, by.tenant(), items),
        (key, sent, types, findings) -> fields.prepare(tx, key, sent, types, findings));
  }

  /** The same where nothing may be written. */
  static List<Ready> preview(Handle tx, Caller by, List<Bundle.Item> items, PluginFields fields) {
    return each(
        by,
        items,
        fields.types(tx, by.tenant(), items),
        (key, sent, types, findings) -> fields.preview(tx, key, sent, types, findings));
  }

  private static List<Ready> each(
      Caller by, List<Bundle.Item> items, PluginTypes types, Preparation preparation) {
    Findings all = new Findings();
    List<Ready> ready =
        items.stream()
            .map(
                item -> {
                  Findings own = new Findings();
                  EntityKey key = new EntityKey(by.tenant(), item.kind(), item.name());
                  PluginFields.Ready one = preparation.of(key, item.document(), types, own);
                  String where = item.kind().plural() + " \"" + item.name() + "\":";
                  own.lines().forEach(line -> all.add(where, line));
                  return new Ready(item.kind(), item.name(), one.document(), one.notes());
                })
            .toList();
    if (!all.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_DOCUMENT,
              "Nothing was imported: correct and supply what errors lists, and import again.")
          .withErrors(all.lines());
    }
    return ready;
  }
}
