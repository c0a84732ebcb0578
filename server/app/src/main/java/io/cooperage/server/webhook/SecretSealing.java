package io.cooperage.server.webhook;

import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.KeyScope;
import io.cooperage.server.secret.Secrets;
import org.jdbi.v3.core.Handle;

/**
 * Seals the secrets of webhooks under the key of their tenant, each for the webhook where it
 * stands. Only who signs opens them. Thread-safe.
 */
final class SecretSealing {
  private final Secrets secrets;

  SecretSealing(Secrets secrets) {
    this.secrets = secrets;
  }

  String seal(Handle tx, String tenant, String webhook, String secret) {
    return secrets.obtain(tx, KeyScope.ofTenant(tenant)).seal(place(webhook), secret);
  }

  /** The same webhook with what it signs with. */
  Webhook open(Handle reading, Webhook stored) {
    DataKey key = secrets.get(reading, KeyScope.ofTenant(stored.tenant()));
    return stored.withSecrets(stored.secrets().map(text -> key.open(place(stored.id()), text)));
  }

  private static String place(String webhook) {
    return "webhook/" + webhook + ".secret";
  }
}
