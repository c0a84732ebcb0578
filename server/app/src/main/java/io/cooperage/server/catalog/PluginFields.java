package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.KeyScope;
import io.cooperage.server.secret.Secrets;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Makes of documents that were sent those that are stored: the fields of plugins checked by what
 * these registered, sensitive values sealed. Thread-safe.
 */
final class PluginFields {
  private final CatalogService catalog;
  private final Secrets secrets;

  /**
   * A document as it is stored.
   *
   * @param notes what the sender should know
   */
  record Ready(ObjectNode document, List<String> notes) {}

  PluginFields(CatalogService catalog, Secrets secrets) {
    this.catalog = catalog;
    this.secrets = secrets;
  }

  /**
   * @throws ProblemException INVALID_DOCUMENT with a line for each wrong value
   */
  ObjectNode ready(Handle tx, EntityKey key, ObjectNode sent) {
    Findings findings = new Findings();
    PluginTypes types = new PluginTypes(tx, catalog, key.tenant(), List.of());
    Ready ready = prepare(tx, key, sent, types, findings);
    if (!findings.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_DOCUMENT,
              "The "
                  + key.inWords()
                  + " is not valid: correct what errors lists and send it again.")
          .withErrors(findings.lines());
    }
    return ready.document();
  }

  /** What plugins registered, those of {@code bundle} before those that are there. */
  PluginTypes types(Handle tx, String tenant, List<Bundle.Item> bundle) {
    return new PluginTypes(tx, catalog, tenant, bundle);
  }

  Ready prepare(Handle tx, EntityKey key, ObjectNode sent, PluginTypes types, Findings findings) {
    KeyScope scope = KeyScope.ofTenant(key.tenant());
    return prepare(tx, key, sent, types, findings, () -> secrets.obtain(tx, scope));
  }

  /** The same where nothing may be written: a key that there is not yet is made for nobody. */
  Ready preview(Handle tx, EntityKey key, ObjectNode sent, PluginTypes types, Findings findings) {
    KeyScope scope = KeyScope.ofTenant(key.tenant());
    Supplier<DataKey> source =
        () -> secrets.lookUp(tx, scope).orElseGet(() -> secrets.random(scope));
    return prepare(tx, key, sent, types, findings, source);
  }

  private static Ready prepare(
      Handle tx,
      EntityKey key,
      ObjectNode sent,
      PluginTypes types,
      Findings findings,
      Supplier<DataKey> source) {
    ObjectNode document = sent.deepCopy();
    List<FieldGroup> groups = FieldGroup.of(key.kind(), document);
    if (groups.isEmpty()) {
      return new Ready(document, List.of());
    }
    Optional<JsonNode> before = CatalogDao.findLatest(tx, key).map(StoredEntity::document);
    FieldSealing sealing = new FieldSealing(key, before, source, findings);
    List<String> notes = new ArrayList<>();
    for (FieldGroup group : groups) {
      Optional<Parameters> type = types.find(group.typeKind(), group.type());
      sealing.apply(group, type);
      if (type.isEmpty()) {
        notes.add(
            "the fields of %s \"%s\" are not checked, and none is kept secret: it is not registered"
                .formatted(group.typeKind().wire(), group.type()));
      }
    }
    return new Ready(document, notes.stream().distinct().toList());
  }
}
