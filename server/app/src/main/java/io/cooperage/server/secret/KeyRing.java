package io.cooperage.server.secret;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The master keys of this server: one wraps what is new, all unwrap. Immutable. */
public final class KeyRing {
  private final Map<String, MasterKey> keys = new TreeMap<>();
  private final MasterKey current;

  KeyRing(String current, List<MasterKey> all) {
    all.forEach(key -> keys.put(key.id(), key));
    this.current = keys.get(current);
    if (this.current == null) {
      throw new IllegalArgumentException("There is no key " + current + " among " + keys.keySet());
    }
  }

  MasterKey current() {
    return current;
  }

  Set<String> ids() {
    return keys.keySet();
  }

  Iterable<MasterKey> all() {
    return keys.values();
  }

  /**
   * @throws UnreadableSecretException if it was not wrapped so, or by a key that is not here
   */
  DataKey unwrap(WrappedKey wrapped) {
    MasterKey master = keys.get(wrapped.master());
    if (master == null) {
      throw new UnreadableSecretException(
          "The secrets of %s are under master key %s, which this server has not; it has %s. Add it to secrets.keys."
              .formatted(wrapped.scope().text(), wrapped.master(), ids()));
    }
    return master.unwrap(wrapped.scope(), wrapped.bytes());
  }

  WrappedKey wrap(DataKey key) {
    return new WrappedKey(key.scope(), current.id(), current.wrap(key));
  }
}
