package io.cooperage.provisioner.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.WorkerLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path directory;
  private Path token;

  @BeforeEach
  void writeToken() throws IOException {
    token = Files.writeString(directory.resolve("token"), "secret");
  }

  @Test
  void theDefaultsAreTheseAndNoOthers() throws IOException {
    ProvisionerConfig config = read(minimal());
    assertThat(config.worker())
        .isEqualTo(
            new WorkerConfig(
                "dc1-p1",
                16,
                WorkerLabels.NONE,
                directory,
                2048,
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20)));
    assertThat(config.metrics()).isEqualTo(new MetricsConfig(0, Duration.ofMinutes(5)));
    assertThat(config.ssh()).isEmpty();
    assertThat(config.logLevel()).isEmpty();
  }

  @Test
  void everyKeyIsRead() throws IOException {
    ProvisionerConfig config =
        read(
            """
            server: {url: "http://10.77.1.1:8080", tokenFile: %s}
            worker:
              name: dc1-p1
              capacity: 3
              labels: {rack: a, network: private}
              cacheMegabytes: 64
              workDirectory: %s
              pollWait: 5s
              leaseMargin: 700ms
              shutdownGrace: 1m
            ssh: {privateKeyFile: %s, timeout: 4s}
            metrics: {port: 9100, logEvery: 0}
            logLevel: DEBUG
            """
                .formatted(token, directory, token));
    assertThat(config.worker().labels()).hasToString("network=private,rack=a");
    assertThat(config.worker().cacheMegabytes()).isEqualTo(64);
    assertThat(config.worker().leaseMargin()).isEqualTo(Duration.ofMillis(700));
    assertThat(config.ssh()).contains(new SshConfig(token, Duration.ofSeconds(4)));
    assertThat(config.metrics()).isEqualTo(new MetricsConfig(9100, Duration.ZERO));
  }

  @Test
  void anUnknownKeyIsNamedWithThoseThatAreKnown() {
    refused(minimal().replace("name:", "nam: x\n  name:"), "worker.nam", "workDirectory");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    refused(
        """
        server: {url: "dc1:8080", tokenFile: /nowhere/token}
        worker: {name: "a b", capacity: 0, pollWait: 10m}
        ssh: {privateKeyFile: /nowhere/key}
        """,
        "server.url is \"dc1:8080\"",
        "server.tokenFile is /nowhere/token",
        "worker.name is \"a b\"",
        "worker.capacity is 0",
        "worker.workDirectory is missing",
        "worker.pollWait is 10m",
        "ssh-keygen");
  }

  @Test
  void aTimeWithoutUnitIsRefused() {
    refused(minimal() + "  pollWait: 20\n", "worker.pollWait", "700ms");
  }

  @Test
  void anEmptyFileAndAMissingOneAreSaidSo() {
    refused("", "is empty");
    assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read");
  }

  private String minimal() {
    return """
        server: {url: "http://10.77.1.1:8080", tokenFile: %s}
        worker:
          name: dc1-p1
          workDirectory: %s
        """
        .formatted(token, directory);
  }

  private ProvisionerConfig read(String yaml) throws IOException {
    return ConfigFile.read(Files.writeString(directory.resolve("config.yml"), yaml));
  }

  private void refused(String yaml, String... words) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
