package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.server.access.Caller;

/** Whose document of which kind under which name. */
record EntityKey(String tenant, EntityKind kind, String name) {
  /** How audit and events call it; whose it is they say themselves. */
  String subject() {
    return kind.wire() + "/" + name;
  }

  /** The shared document of the same kind and name. */
  EntityKey shared() {
    return new EntityKey(Caller.SUPERADMIN_TENANT, kind, name);
  }

  /** How messages call it. */
  String inWords() {
    return kind.wire() + " \"" + name + "\"";
  }
}
