package io.cooperage.server.secret;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/**
 * The master keys, the same in all datacenters. There is no default: who has the key has the
 * secrets.
 *
 * @param current the one that wraps what is new
 * @param keys all that something may still be wrapped with
 */
public record SecretConfig(
    @NotBlank(message = "is missing: name the key of secrets.keys that wraps what is new")
        String current,
    @Valid
        @NotEmpty(
            message = "is missing: give at least one key, made with 'openssl rand -base64 32'")
        List<@Valid KeySource> keys) {
  public SecretConfig {
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  @AssertTrue(message = "current must be the id of one of secrets.keys")
  public boolean isCurrentAmongKeys() {
    return current == null || keys.isEmpty() || keys.stream().anyMatch(this::isCurrent);
  }

  @AssertTrue(message = "keys has an id twice, or a key under two ids: keep one of them")
  public boolean isEachKeyGivenOnce() {
    List<KeySource> whole = keys.stream().filter(KeySource::isUsable).toList();
    return keys.stream().map(KeySource::id).distinct().count() == keys.size()
        && whole.stream().map(KeySource::text).distinct().count() == whole.size();
  }

  private boolean isCurrent(KeySource key) {
    return current.equals(key.id());
  }

  /** The keys themselves, read now. */
  public KeyRing ring() {
    return new KeyRing(current, keys.stream().map(KeySource::read).toList());
  }
}
