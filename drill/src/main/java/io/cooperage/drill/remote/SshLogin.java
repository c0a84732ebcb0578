package io.cooperage.drill.remote;

import java.nio.file.Path;

/**
 * Where to log in, and as whom.
 *
 * @param keyFile private key without a passphrase
 * @param knownHosts the file that must have the host's key
 */
record SshLogin(String address, int port, String user, Path keyFile, Path knownHosts) {

  /** Whether commands need sudo. */
  boolean ordinary() {
    return !user.equals("root");
  }

  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, address, port);
  }
}
