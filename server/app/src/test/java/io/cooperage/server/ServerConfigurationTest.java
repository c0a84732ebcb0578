package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.server.testing.TestServer;
import io.dropwizard.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigurationTest {
  private static final Path SHIPPED = Path.of("../../docs/reference/server.yml");
  private static final String MINIMAL =
      """
      datacenter: {name: dc1}
      ids: {startNum: 1, incrementBy: 3}
      database: {url: 'jdbc:mariadb://127.0.0.1:3306/cooperage', user: app, password: secret-word}
      zookeeper: {quorum: '127.0.0.1:2181'}
      secrets: {current: k1, keys: [{id: k1, value: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='}]}
      """;

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir private Path directory;

  @Test
  void theShippedExampleIsValid() throws Exception {
    ServerConfiguration shipped =
        read(
            Files.readString(SHIPPED)
                .replace("${COOPERAGE_DB_PASSWORD}", "secret-word")
                .replace("${COOPERAGE_SECRET_KEY}", KEY));
    assertThat(shipped.datacenter().name()).isEqualTo("dc1");
  }

  @Test
  void defaultsAreTheOnesOfTheDocumentation() throws Exception {
    ServerConfiguration defaults = read(MINIMAL);
    assertThat(defaults.database().poolSize()).isEqualTo(24);
    assertThat(defaults.database().transactionDeadline().toJavaDuration())
        .isEqualTo(Duration.ofSeconds(8));
    assertThat(defaults.zookeeper().sessionTimeout().toJavaDuration())
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(defaults.leases().beat().toJavaDuration()).isEqualTo(Duration.ofMillis(700));
    assertThat(defaults.leases().lease().toJavaDuration()).isEqualTo(Duration.ofSeconds(4));
    assertThat(defaults.leases().margin().toJavaDuration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(defaults.workers().lease().toJavaDuration()).isEqualTo(Duration.ofSeconds(5));
    assertThat(defaults.jobs().revokeGrace().toJavaDuration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(defaults.jobs().longest().toJavaDuration()).isEqualTo(Duration.ofDays(1));
    assertThat(defaults.jobs().longestPause().toJavaDuration()).isEqualTo(Duration.ofDays(7));
    assertThat(defaults.jobs().workerTimeout().toJavaDuration()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.web().maxBody().toBytes()).isEqualTo(1 << 20);
    assertThat(defaults.web().maxResource().toBytes()).isEqualTo(64 << 20);
    assertThat(defaults.web().maxConcurrent()).isEqualTo(256);
    assertThat(defaults.clusters().leaseWarnings())
        .extracting(time -> time.toJavaDuration())
        .containsExactly(Duration.ofDays(1), Duration.ofHours(1));
    assertThat(defaults.events().keep().toJavaDuration()).isEqualTo(Duration.ofDays(30));
    assertThat(defaults.events().maxStreams()).isEqualTo(2000);
    assertThat(defaults.webhooks().allowPrivate()).isFalse();
    assertThat(defaults.webhooks().timeout().toJavaDuration()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.webhooks().backoff().toJavaDuration()).isEqualTo(Duration.ofSeconds(5));
    assertThat(defaults.webhooks().longestPause().toJavaDuration()).isEqualTo(Duration.ofHours(1));
    assertThat(defaults.webhooks().retryFor().toJavaDuration()).isEqualTo(Duration.ofDays(3));
    assertThat(defaults.webhooks().disableAfter().toJavaDuration()).isEqualTo(Duration.ofDays(5));
    assertThat(defaults.webhooks().keepLog().toJavaDuration()).isEqualTo(Duration.ofDays(30));
    assertThat(defaults.webhooks().maxConcurrent()).isEqualTo(64);
    assertThat(defaults.webhooks().maxPerTenant()).isEqualTo(16);
    assertThat(defaults.shutdown().notice().toJavaDuration()).isEqualTo(Duration.ofMillis(1500));
    assertThat(defaults.oidc()).isEmpty();
    assertThat(defaults.shutdown().drain().toJavaDuration()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    assertThat(read(MINIMAL).database().toString()).doesNotContain("secret-word");
    assertThat(read(MINIMAL).secrets().toString()).contains("k1").doesNotContain(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: dc1 | nam: dc1 | nam",
        "name: dc1 | name: 'DC 1' | datacenter.name must be 1 to 32",
        "startNum: 1 | startNum: 4 | startNum must be at most incrementBy",
        "startNum: 1, | '' | ids.startNum is missing",
        "incrementBy: 3 | incrementBy: many | incrementBy",
        "127.0.0.1:3306 | 'h1:3306,h2:3306' | database.url must name one host",
        ", password: secret-word | '' | needs either passwordFile or password",
        "password: secret-word | passwordFile: /nowhere | passwordFile cannot be read",
        "secret-word | secret-word, transactionDeadline: 0s | transactionDeadline must be 1s to 1m",
        "secret-word | secret-word, transactionDeadline: 1h | transactionDeadline must be 1s to 1m",
        "2181' | 2181', sessionTimeout: 0s | zookeeper.sessionTimeout must be 1s to 1m",
        "2181' | 2181', sessionTimeout: 1h | zookeeper.sessionTimeout must be 1s to 1m",
        "current: k1, | '' | secrets.current is missing",
        "current: k1, | 'current: k2,' | current must be the id of one of secrets.keys",
        "id: k1, value | value | id is missing: give the key a name",
        "id: k1, value | 'id: K 1, value' | id must be 1 to 32 of a-z",
        "MDEyMzQ1Njc4OWFi | MDEy | is no key: it must be 32 bytes as Base64",
        "keys: [{ | keys: [{id: k1, value: x}, { | keys has an id twice",
        "value: 'MDEy | 'file: /nowhere, value: ''MDEy' | needs either file or value",
        "quorum: '127.0.0.1:2181' | sessionTimeout: 4s | zookeeper.quorum is missing",
      })
  void aWrongValueStopsTheStartAndNamesItsPath(String right, String wrong, String words) {
    String text = MINIMAL.replace(right, wrong);
    assertThat(text).isNotEqualTo(MINIMAL);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leases: {beat: 0ms} | leases.beat must be 100ms to 10s",
        "leases: {beat: 11s, lease: 1m} | leases.beat must be 100ms to 10s",
        "leases: {lease: 900ms} | leases.lease must be 1s to 5m",
        "leases: {lease: 1h} | leases.lease must be 1s to 5m",
        "leases: {margin: 0s} | leases.margin must be 100ms to 1m",
        "leases: {lease: 4m, margin: 2m} | leases.margin must be 100ms to 1m",
        "workers: {heartbeat: 0ms} | workers.heartbeat must be 100ms to 1m",
        "workers: {heartbeat: 2m, lease: 4m} | workers.heartbeat must be 100ms to 1m",
        "workers: {lease: 0s} | workers.lease must be 1s to 5m",
        "workers: {lease: 1d} | workers.lease must be 1s to 5m",
        "workers: {longestPoll: 0s} | workers.longestPoll must be 1s to 1m",
        "workers: {longestPoll: 2m} | workers.longestPoll must be 1s to 1m",
        "jobs: {taskTimeout: 0s} | jobs.taskTimeout must be 1s to 24h",
        "jobs: {taskTimeout: 2d} | jobs.taskTimeout must be 1s to 24h",
        "jobs: {backoff: 0s} | jobs.backoff must be 100ms to 10m",
        "jobs: {backoff: 1h} | jobs.backoff must be 100ms to 10m",
        "jobs: {planAfter: 0ms} | jobs.planAfter must be 100ms to 10m",
        "jobs: {planAfter: 1h} | jobs.planAfter must be 100ms to 10m",
        "jobs: {sweep: 0ms} | jobs.sweep must be 100ms to 1m",
        "jobs: {sweep: 1h} | jobs.sweep must be 100ms to 1m",
        "jobs: {revokeGrace: 1h} | jobs.revokeGrace must be at most 10m",
        "jobs: {longest: 0s} | jobs.longest must be 1s to 365d",
        "jobs: {longest: 366d} | jobs.longest must be 1s to 365d",
        "jobs: {longestPause: 0s} | jobs.longestPause must be 1s to 365d",
        "jobs: {longestPause: 366d} | jobs.longestPause must be 1s to 365d",
        "jobs: {workerTimeout: 0s} | jobs.workerTimeout must be 1s to 30d",
        "jobs: {workerTimeout: 31d} | jobs.workerTimeout must be 1s to 30d",
        "warmUp: {rounds: -1} | warmUp.rounds must be 0 to 10000",
        "warmUp: {atMost: 6m} | warmUp.atMost must be at most 5m",
        "shutdown: {notice: 2m} | shutdown.notice must be at most 1m",
        "shutdown: {drain: 1h} | shutdown.drain must be at most 10m",
        "clusters: {leaseWarnings: [0s]} | leaseWarnings must be at most ten times of 1s to 365d",
        "events: {keep: 1m} | events.keep must be 1h to 3650d",
        "events: {maxStreams: 0} | events.maxStreams must be 1 to 20000",
        "webhooks: {timeout: 0s} | webhooks.timeout must be 100ms to 1m",
        "webhooks: {backoff: 1h} | webhooks.backoff must be 50ms to 10m",
        "webhooks: {longestPause: 2d} | webhooks.longestPause must be 50ms to 24h",
        "webhooks: {longestPause: 1s} | longestPause must not be shorter than backoff",
        "webhooks: {retryFor: 0s} | webhooks.retryFor must be 1s to 30d",
        "webhooks: {disableAfter: 60d} | webhooks.disableAfter must be 1s to 30d",
        "webhooks: {keepLog: 0s} | webhooks.keepLog must be 1s to 365d",
        "webhooks: {maxConcurrent: 0} | webhooks.maxConcurrent must be 1 to 1000",
        "webhooks: {maxPerTenant: 1001} | webhooks.maxPerTenant must be 1 to 1000",
      })
  void aDurationOutOfItsBoundsStopsTheStart(String room, String words) {
    assertThatThrownBy(() -> read(MINIMAL + room + "\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer: 'https://login' | issuer: '' | oidc.issuer is missing",
        "audience: cooperage, | '' | oidc.audience is missing",
        "keys: 'https://login/jwks' | keys: jwks | oidc.keys must be a URL",
        "algorithms: [RS256] | algorithms: [RS256, HS256] | oidc.algorithms[1]",
        "algorithms: [RS256] | algorithms: [none] | oidc.algorithms[0]",
        "algorithms: [RS256] | clockSkew: 1h | oidc.clockSkew must be at most 5m",
        "algorithms: [RS256] | keysLife: 1s | oidc.keysLife must be 1m to 1h",
        "algorithms: [RS256] | timeout: 1m | oidc.timeout must be 100ms to 10s",
        "tenant: org, | '' | oidc.claims needs either tenant",
        "tenant: org | tenant: org, onlyTenant: web | oidc.claims needs either tenant",
        "role: roles, | '' | oidc.claims.role is missing",
        "ops: operator | ops: king | oidc.claims.roles",
        "ops: operator | ops: worker | oidc.claims.roles names worker",
        "ops: operator | ops: superadmin | oidc.claims.roles names superadmin",
      })
  void aWrongIssuerOfLoginsStopsTheStartAndNamesItsPath(String right, String wrong, String words)
      throws Exception {
    String oidc =
        "oidc: {issuer: 'https://login', audience: cooperage, keys: 'https://login/jwks',"
            + " algorithms: [RS256], claims: {tenant: org, role: roles, roles: {ops: operator}}}\n";
    assertThat(read(MINIMAL + oidc).oidc()).isPresent();
    assertThat(oidc).contains(right);
    assertThatThrownBy(() -> read(MINIMAL + oidc.replace(right, wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aLeaseThatCannotBeRenewedInTimeIsRefused() {
    assertThatThrownBy(() -> read(MINIMAL + "leases: {lease: 2s}\n"))
        .hasMessageContaining("lease must be longer");
  }

  @Test
  void aTakeoverThatOvertakesTheWorkersOfTheLostDatacenterIsRefused() throws Exception {
    read(MINIMAL + "workers: {lease: 5300ms}\n");
    assertThatThrownBy(() -> read(MINIMAL + "workers: {lease: 5400ms}\n"))
        .hasMessageContaining("workers.lease must not be longer");
    assertThatThrownBy(() -> read(MINIMAL + "jobs: {revokeGrace: 1s}\n"))
        .hasMessageContaining("raise jobs.revokeGrace");
  }

  private ServerConfiguration read(String text) throws Exception {
    return TestServer.read(Files.writeString(directory.resolve("server.yml"), text));
  }
}
