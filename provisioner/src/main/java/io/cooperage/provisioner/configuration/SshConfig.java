package io.cooperage.provisioner.configuration;

import java.nio.file.Path;
import java.time.Duration;

/** How to log in to machines. Without this section only the simulated plugins can be used. */
public record SshConfig(Path privateKeyFile, Duration timeout) {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

  SshConfig withDefaults() {
    return new SshConfig(privateKeyFile, timeout == null ? DEFAULT_TIMEOUT : timeout);
  }

  void check(Violations violations) {
    violations.requireReadableFile(
        "ssh.privateKeyFile",
        privateKeyFile,
        "make one with: ssh-keygen -t ed25519 -N '' -f " + privateKeyFile);
    violations.requireBetween(
        "ssh.timeout", timeout, Duration.ofMillis(500), Duration.ofMinutes(10));
  }
}
