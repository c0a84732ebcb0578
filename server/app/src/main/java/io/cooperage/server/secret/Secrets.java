package io.cooperage.server.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The data keys, for the rooms that hold sensitive values. Those that were used lately are kept in
 * memory, but only such as are committed: what a transaction sees of its own may never come to be.
 * Thread-safe.
 */
public final class Secrets {
  private static final int REMEMBERED = 1000;
  private static final Duration FOR = Duration.ofMinutes(10);

  private final KeyRing ring;
  private final Cache<String, DataKey> keys =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FOR).build();

  public Secrets(KeyRing ring) {
    this.ring = ring;
  }

  /** A new key, to be stored with {@link #store} in the transaction of what it seals. */
  public DataKey random(KeyScope scope) {
    return DataKey.random(scope);
  }

  public void store(Handle tx, DataKey key) {
    if (!SecretDao.insert(tx, ring.wrap(key))) {
      throw new IllegalStateException(key.scope().text() + " has a key already");
    }
  }

  /** The key of {@code scope}; made in the caller's transaction if there is none. */
  public DataKey obtain(Handle tx, KeyScope scope) {
    return lookUp(tx, scope)
        .orElseGet(
            () -> {
              DataKey made = DataKey.random(scope);
              return SecretDao.insert(tx, ring.wrap(made))
                  ? made
                  : SecretDao.lock(tx, scope).map(ring::unwrap).orElseThrow();
            });
  }

  /** The key of {@code scope}, within a transaction that may have made it. */
  public Optional<DataKey> lookUp(Handle tx, KeyScope scope) {
    DataKey known = keys.getIfPresent(scope.text());
    return known != null ? Optional.of(known) : SecretDao.find(tx, scope).map(ring::unwrap);
  }

  /**
   * The key of {@code scope}, within a transaction that only reads.
   *
   * @throws UnreadableSecretException if there is none: it was deleted with what it had sealed
   */
  public DataKey get(Handle reading, KeyScope scope) {
    return keys.get(
        scope.text(),
        missing ->
            SecretDao.find(reading, scope)
                .map(ring::unwrap)
                .orElseThrow(
                    () ->
                        new UnreadableSecretException(
                            "The secrets of " + scope.text() + " were wiped.")));
  }

  /** Makes everything that the key has sealed unreadable for ever. */
  public void shred(Handle tx, KeyScope scope) {
    SecretDao.delete(tx, scope);
    keys.invalidate(scope.text());
  }
}
