package io.cooperage.drill.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The keys that a host may show, from a file as OpenSSH keeps it, hashed names included. A host
 * that is not there, or only with revoked keys, is not logged in to: nothing is trusted on first
 * use. Keys of certificate authorities are passed over.
 */
final class KnownHosts {

  private static final String REVOKED = "revoked";

  private KnownHosts() {}

  /**
   * The keys of a host.
   *
   * @throws HostException if there are none
   */
  static List<PublicKey> of(SshLogin login) {
    List<PublicKey> keys = new ArrayList<>();
    List<PublicKey> revoked = new ArrayList<>();
    for (KnownHostEntry entry : read(login.knownHosts())) {
      if (!entry.isHostMatch(login.address(), login.port())) {
        continue;
      }
      if (entry.getMarker() == null) {
        keys.add(key(entry, login.knownHosts()));
      } else if (entry.getMarker().equals(REVOKED)) {
        revoked.add(key(entry, login.knownHosts()));
      }
    }
    keys.removeIf(key -> revoked.stream().anyMatch(other -> KeyUtils.compareKeys(key, other)));
    if (keys.isEmpty()) {
      throw new HostException(
          ("%s has no key in %s, so nobody could tell whether it is the right host. Fetch its key"
                  + " with `ssh-keyscan -p %d %s`, compare it with the host's own, and add it.")
              .formatted(login, login.knownHosts(), login.port(), login.address()));
    }
    return keys;
  }

  private static List<KnownHostEntry> read(Path file) {
    try {
      return KnownHostEntry.readKnownHostEntries(file);
    } catch (IOException | RuntimeException e) {
      throw new HostException(
          "The file %s of known hosts cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static PublicKey key(KnownHostEntry entry, Path file) {
    try {
      return entry.getKeyEntry().resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new HostException(
          "%s has a key that cannot be read, in the line \"%s\": %s."
              .formatted(file, entry.getConfigLine(), e.getMessage()),
          e);
    }
  }
}
