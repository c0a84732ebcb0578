package io.cooperage.provisioner.configuration;

import java.util.Optional;

/** The whole file. A section that is left out has its defaults. */
public record ProvisionerConfig(
    ServerConfig server,
    WorkerConfig worker,
    Optional<SshConfig> ssh,
    MetricsConfig metrics,
    Optional<String> logLevel) {

  ProvisionerConfig withDefaults() {
    return new ProvisionerConfig(
        server,
        worker == null ? null : worker.withDefaults(),
        ssh.map(SshConfig::withDefaults),
        (metrics == null ? new MetricsConfig(null, null) : metrics).withDefaults(),
        logLevel);
  }

  void check(Violations violations) {
    if (server == null) {
      violations.add("server", "is missing", "add server.url and server.tokenFile");
    } else {
      server.check(violations);
    }
    if (worker == null) {
      violations.add("worker", "is missing", "add worker.name and worker.workDirectory");
    } else {
      worker.check(violations);
    }
    ssh.ifPresent(config -> config.check(violations));
    metrics.check(violations);
    logLevel.ifPresent(level -> violations.requireLogLevel("logLevel", level));
  }
}
