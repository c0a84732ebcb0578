package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.server.access.Caller;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.KeyScope;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.secret.Secrets;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Seals what stands in documents that are older than the registration of their plugin, in all
 * versions: they mean the same after it. Thread-safe.
 */
final class LateSealing {
  private final Secrets secrets;

  LateSealing(Secrets secrets) {
    this.secrets = secrets;
  }

  /** In the transaction that stores {@code document} under {@code key}. */
  void registered(Handle tx, EntityKey key, JsonNode document) {
    if (!PluginTypes.isType(key.kind())) {
      return;
    }
    Parameters type =
        PluginTypes.parameters(new CatalogEntity(key.kind(), key.name(), 0, document))
            .orElseThrow();
    EntityKind users =
        key.kind() == EntityKind.PROVIDERTYPE ? EntityKind.PROVIDER : EntityKind.SERVICE;
    boolean shared = key.tenant().equals(Caller.SUPERADMIN_TENANT);
    Map<String, DataKey> keys = new HashMap<>();
    for (StoredEntity stored : SealingDao.listUsers(tx, users, key, shared)) {
      ObjectNode copy = stored.document().deepCopy();
      boolean changed = false;
      for (FieldGroup group : FieldGroup.of(users, copy)) {
        if (group.typeKind() == key.kind() && group.type().equals(key.name())) {
          changed |= seal(tx, stored.key(), group, type, keys);
        }
      }
      if (changed) {
        SealingDao.rewrite(tx, stored, copy);
      }
    }
  }

  private boolean seal(
      Handle tx, EntityKey key, FieldGroup group, Parameters type, Map<String, DataKey> keys) {
    boolean changed = false;
    for (Map.Entry<String, String> field : group.texts().entrySet()) {
      String value = field.getValue();
      if (type.isSensitive(field.getKey()) && !value.isBlank() && !SealedText.isSealed(value)) {
        DataKey dataKey =
            keys.computeIfAbsent(
                key.tenant(), tenant -> secrets.obtain(tx, KeyScope.ofTenant(tenant)));
        String place = group.place(key.name(), field.getKey());
        group.fields().put(field.getKey(), dataKey.seal(place, value));
        changed = true;
      }
    }
    return changed;
  }
}
