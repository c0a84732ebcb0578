package io.cooperage.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterId;
import io.cooperage.client.AuditQuery;
import io.cooperage.galera.Galera;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.testing.FreePorts;
import io.cooperage.server.testing.MigratedNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.testing.ServerCluster.Printed;
import io.cooperage.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Master keys of real servers in two datacenters: one that differs, and the way to a new one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MasterKeysIT {
  private static final int KEYS = 250;
  private static final String PLACE = "here";

  private static ServerCluster cluster;
  private static Galera galera;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(2);
    galera = MigratedNode.open(cluster.galera());
  }

  @AfterAll
  static void stop() throws Exception {
    if (galera != null) {
      galera.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aServerWhoseKeysDifferDoesNotStart() throws Exception {
    cluster.useForeignMasterKey("k1");
    assertThatThrownBy(MasterKeysIT::startThird)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("k1 is not the key that the other servers have under this name");
    cluster.useMasterKeys("k9", "k9");
    assertThatThrownBy(MasterKeysIT::startThird)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("secrets.keys has [k9]. Add that key.");
    cluster.useMasterKeys("k9", "k1", "k9");
    assertThatThrownBy(MasterKeysIT::startThird)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("server dc1/s1 has only [k1]. Add the key to secrets.keys of every");
    cluster.useMasterKeys("k1", "k1");
  }

  @Test
  @Order(2)
  void allSecretsComeUnderANewKeyWhileServersRun() throws Exception {
    cluster.useMasterKeys("k1", "k1");
    String sealed = makeDataKeys(ring());

    cluster.useMasterKeys("k2", "k1", "k2");
    assertThat(rotate().err()).contains("No server has key k2 yet");
    cluster.useMasterKeys("k1", "k1", "k2");
    restart();
    cluster.useMasterKeys("k2", "k1", "k2");
    assertThat(rotate().err()).contains("Server dc1/s1 still wraps with key k1");
    restart();

    Rotation interrupted = new Rotation(galera.transactions(), ring());
    interrupted.begin(tx -> {});
    assertThat(interrupted.step(100)).isEqualTo(100);
    assertThatThrownBy(interrupted::removable)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("150 data keys are still under other master keys");

    Printed printed = rotate();
    assertThat(printed.failure()).isEmpty();
    assertThat(printed.out())
        .contains("rotating 150 data keys to master key k2")
        .contains("rewrapped 150 of 150")
        .contains("done: nothing is under [k1] any more; remove from secrets.keys");
    AuditQuery rotations = AuditQuery.ALL.action("secret.rotate");
    assertThat(cluster.client(1).audits().list(10, Optional.empty(), rotations).items())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.datacenter()).isEqualTo("dc2");
              assertThat(line.detail().get("current").asText()).isEqualTo("k2");
            });

    cluster.useMasterKeys("k2", "k2");
    assertThat(open(ring(), sealed)).isEqualTo("s3cret");
    restart();
    cluster.useMasterKeys("k1", "k1", "k2");
    assertThatThrownBy(MasterKeysIT::startThird)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("secrets.current is k1, which rotate-keys has retired");
    cluster.useMasterKeys("k2", "k2");
  }

  private static void startThird() throws Exception {
    int port = FreePorts.find();
    Path file = cluster.configuration(1, "dc3", 3, port);
    TestServer.start(file, cluster.url(1)).close();
  }

  private static void restart() throws Exception {
    for (int datacenter = 1; datacenter <= 2; datacenter++) {
      cluster.server(datacenter).close();
      cluster.restart(datacenter);
    }
  }

  private static Printed rotate() {
    return ServerCluster.attempt("rotate-keys", cluster.configuration(2).toString());
  }

  private static KeyRing ring() throws Exception {
    return TestServer.read(cluster.configuration(1)).secrets().ring();
  }

  /** Returns what the last of them sealed. */
  private static String makeDataKeys(KeyRing ring) {
    Secrets secrets = new Secrets(ring);
    return galera
        .transactions()
        .run(
            "test.make",
            tx -> {
              String sealed = "";
              for (int i = 1; i <= KEYS; i++) {
                sealed = secrets.obtain(tx, KeyScope.of(new ClusterId(i))).seal(PLACE, "s3cret");
              }
              return sealed;
            });
  }

  private static String open(KeyRing ring, String sealed) {
    Optional<DataKey> key =
        galera
            .reads()
            .run(
                "test.open",
                Consistency.strong(),
                handle -> new Secrets(ring).lookUp(handle, KeyScope.of(new ClusterId(KEYS))));
    return key.orElseThrow().open(PLACE, sealed);
  }
}
