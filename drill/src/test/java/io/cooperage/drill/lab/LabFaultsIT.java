package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.client.CooperageClient;
import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every fault of a lab happens, as its peers see it, and heals. One lab for all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class LabFaultsIT {

  @RegisterExtension static final LabUnderFault LAB = LabUnderFault.withWatchdogs();

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  @Order(1)
  void aLabOfRootsDoesEveryFault() {
    assertThat(LAB.lab().faults().kinds()).containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  @Order(2)
  void cutsAreTwoWayOrOneWayAndClientsStillGetThere() {
    try (Injection cut = LAB.inject("cut", List.of("dc2"), NOTHING)) {
      assertThat(LAB.reaches("dc1", "dc2")).isFalse();
      assertThat(LAB.reaches("dc1", "dc3")).isTrue();
      assertThat(LAB.open("dc2", LabAddresses.PROXY_PORT)).isTrue();
      assertThat(cut.standing()).isTrue();
      assertThatThrownBy(() -> LAB.inject("cut", List.of("dc2", "dc3"), NOTHING))
          .hasMessageStartingWith("cut dc2 stands already, as fault 1; heal it first");
      cut.heal();
      assertThat(LAB.reaches("dc1", "dc2")).isTrue();
      assertThat(cut.standing()).isFalse();
    }
    try (Injection out = LAB.inject("cut", List.of("dc2"), Map.of("direction", "out"))) {
      assertThat(LAB.hears("dc2", "dc1")).isFalse();
      assertThat(LAB.hears("dc1", "dc2")).isTrue();
    }
  }

  @Test
  @Order(3)
  void aPartialCutLeavesBothWithTheThird() {
    try (Injection cut = LAB.inject("partial-cut", List.of("dc1", "dc3"), NOTHING)) {
      assertThat(LAB.reaches("dc1", "dc3")).isFalse();
      assertThat(LAB.reaches("dc1", "dc2")).isTrue();
      assertThat(LAB.reaches("dc3", "dc2")).isTrue();
    }
    assertThat(LAB.reaches("dc1", "dc3")).isTrue();
  }

  @Test
  @Order(4)
  void aFlappingLinkComesAndGoesAndThenStays() {
    Cuts cuts = new Cuts(LAB.site().addresses().wan());
    Map<String, String> fast = Map.of("period", "1s", "share", "40");
    Injection flapping = LAB.inject("flapping-link", List.of("dc1", "dc2"), fast);
    Set<Boolean> seen = new HashSet<>();

    boolean both = Poll.until(SOON, () -> seen.add(cuts.everyones().isEmpty()) && seen.size() == 2);
    flapping.heal();

    assertThat(both).isTrue();
    assertThat(Poll.until(Duration.ofMillis(1500), () -> !cuts.everyones().isEmpty())).isFalse();
  }

  @Test
  @Order(5)
  void aWorseLinkIsLongerNarrowerOrLosesPackets() {
    Map<String, String> worse = Map.of("rtt", "80ms", "jitter", "5ms", "bandwidth", "2");
    try (Injection wan = LAB.inject("wan", List.of("dc1", "dc2"), worse)) {
      LabUnderFault.Fetched fetched = LAB.fetch("dc1", "dc2");
      assertThat(fetched.connect()).isGreaterThanOrEqualTo(0.070);
      assertThat(fetched.whole()).isGreaterThan(fetched.bytes() * 8 / 2e6);
    }
    try (Injection lossy = LAB.inject("wan", List.of("dc1"), Map.of("loss", "100"))) {
      assertThat(LAB.reaches("dc1", "dc3")).isFalse();
      assertThat(LAB.reaches("dc2", "dc3")).isTrue();
    }
    assertThat(LAB.fetch("dc1", "dc2").connect()).isLessThan(0.070);
    assertThat(LAB.reaches("dc1", "dc3")).isTrue();
  }

  @Test
  @Order(6)
  void aFrozenComponentIsSilentAndGoesOn() {
    String metrics =
        "http://%s:%d/metrics".formatted(LAB.address("dc1"), LabAddresses.PROXY_METRICS_PORT);
    try (Injection freeze = LAB.inject("freeze", List.of("dc1"), Map.of("only", "haproxy"))) {
      assertThat(LAB.open("dc1", LabAddresses.PROXY_METRICS_PORT)).isTrue();
      assertThat(Http.status(metrics)).isZero();
    }
    assertThat(Http.status(metrics)).isEqualTo(200);
  }

  @Test
  @Order(7)
  void aHungDatabaseAcceptsConnectionsAndItsGroupBelievesItWell() throws Exception {
    try (Injection hung = LAB.inject("hung-database", List.of("dc1"), NOTHING);
        Socket socket = LAB.connect("dc1", LabAddresses.DATABASE_PORT, SILENCE)) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(LAB.databases().status(new Datacenter(2)))
          .containsEntry("wsrep_cluster_size", "3")
          .containsEntry("wsrep_cluster_status", "Primary");
    }
    try (Socket socket = LAB.connect("dc1", LabAddresses.DATABASE_PORT, SOON)) {
      assertThat(socket.getInputStream().read()).isNotNegative();
    }
  }

  @Test
  @Order(8)
  void componentsThatAreLostComeBack() {
    List<Injection> losses =
        List.of(
            LAB.inject("zookeeper-loss", List.of("dc1"), NOTHING),
            LAB.inject("load-balancer-loss", List.of("dc2"), NOTHING),
            LAB.inject("kill", List.of("dc3"), Map.of("only", "haproxy")),
            LAB.inject("worker-loss", List.of("dc3"), NOTHING));

    assertThat(LAB.open("dc1", LabAddresses.ZOOKEEPER_PORT)).isFalse();
    assertThat(LAB.open("dc2", LabAddresses.PROXY_PORT)).isFalse();
    assertThat(LAB.site().directory().daemon("dc3-provisioner").running()).isFalse();
    assertThat(LAB.open("dc3", LabAddresses.PROXY_PORT)).isFalse();
    losses.forEach(Injection::heal);

    assertThat(LAB.open("dc1", LabAddresses.ZOOKEEPER_PORT)).isTrue();
    assertThat(LAB.open("dc2", LabAddresses.PROXY_PORT)).isTrue();
    assertThat(LAB.site().directory().daemon("dc3-provisioner").running()).isTrue();
    assertThat(LAB.open("dc3", LabAddresses.PROXY_PORT)).isTrue();
  }

  @Test
  @Order(9)
  void aDrainedDatacenterLeavesServiceAndReturns() {
    CooperageClient client = new CooperageClient(LAB.lab().url("dc1"), LAB.lab().token());
    String before = state(client);
    try (Injection drain = LAB.inject("drain", List.of("dc2"), NOTHING)) {
      assertThat(state(client)).isNotEqualTo(before);
    }
    assertThat(state(client)).isEqualTo(before);
  }

  private static String state(CooperageClient client) {
    return client.datacenters().list().items().stream()
        .filter(datacenter -> datacenter.name().equals("dc2"))
        .map(datacenter -> datacenter.state().toString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(10)
  void clocksJumpWithoutARestartAndComeBack() throws Exception {
    Duration back = Duration.ofHours(-1);
    try (Injection skew = LAB.inject("clock-skew", List.of("dc2"), Map.of("by", "-1h"))) {
      assertThat(Poll.until(SOON, () -> near(serversClock("dc2"), Instant.now().plus(back))))
          .isTrue();
      assertThat(near(serversClock("dc1"), Instant.now())).isTrue();
      assertThat(near(databasesClock("dc2"), Instant.now().plus(back))).isTrue();
    }
    assertThat(near(databasesClock("dc2"), Instant.now())).isTrue();
    assertThat(Poll.until(SOON, () -> near(serversClock("dc2"), Instant.now()))).isTrue();
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(5)) < 0;
  }

  private static Instant databasesClock(String datacenter) {
    String seconds =
        LAB.databases()
            .query(Datacenter.named(datacenter), "SELECT UNIX_TIMESTAMP(SYSDATE())")
            .strip();
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static Instant serversClock(String datacenter) {
    try {
      URI url =
          URI.create(
              "http://%s:%d/health/live"
                  .formatted(LAB.address(datacenter), LabAddresses.serverPort(1)));
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      return Instant.ofEpochMilli(connection.getHeaderFieldDate("Date", 0));
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  @Test
  @Order(11)
  void aCommitIsCutBeforeTheDatabaseGetsItOrAfterItExecuted() throws Exception {
    try (Connection outside = LAB.database("dc1");
        Statement statement = outside.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE bench.cut (id INT PRIMARY KEY)");
      for (String side : List.of("before", "after")) {
        int id = side.equals("before") ? 1 : 2;
        try (Injection cut = LAB.inject("commit-cut", List.of("dc1"), Map.of("side", side))) {
          assertThat(
                  LAB.withinDatacenter(
                          "dc1", "BEGIN; INSERT INTO cut VALUES (%d); COMMIT;".formatted(id))
                      .errors())
              .contains("Lost connection");
          assertThat(LAB.withinDatacenter("dc1", "SELECT 1").succeeded()).isTrue();
          assertThat(cut.hits().orElse(0)).isPositive();
        }
      }
      try (var rows = statement.executeQuery("SELECT id FROM bench.cut")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1))
            .as("what was cut before it was executed is not there")
            .isEqualTo(2);
        assertThat(rows.next()).isFalse();
      }
    }
    assertThat(
            LAB.withinDatacenter("dc1", "BEGIN; INSERT INTO cut VALUES (3); COMMIT;").succeeded())
        .isTrue();
  }

  @Test
  @Order(12)
  void aFullDiskTakesNoMoreRowsAndThenAgain() throws Exception {
    makeTable();
    try (Injection full = LAB.inject("full-disk", List.of("dc3"), NOTHING)) {
      assertThatThrownBy(() -> insertMuch("dc3")).isInstanceOf(SQLException.class);
    }
    assertThat(LAB.synced("dc3")).isTrue();
    insertMuch("dc3");
  }

  private static void makeTable() throws SQLException {
    try (Connection connection = LAB.database("dc1");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE bench.much (id INT PRIMARY KEY, data LONGBLOB)");
    }
  }

  private static void insertMuch(String datacenter) throws SQLException {
    try (Connection connection = LAB.database(datacenter);
        PreparedStatement insert =
            connection.prepareStatement("REPLACE INTO bench.much VALUES (?, ?)")) {
      for (int row = 0; row < 8; row++) {
        insert.setInt(1, row);
        insert.setBytes(2, new byte[4 << 20]);
        insert.execute();
      }
    }
  }

  @Test
  @Order(13)
  void aReadOnlyDiskRefusesEverythingAndIsRepaired() throws Exception {
    Path probe = LAB.site().disks().directory(new Datacenter(3)).resolve("probe");
    Files.writeString(probe, "before");
    makeTable();
    try (Injection damaged = LAB.inject("read-only-disk", List.of("dc3"), NOTHING)) {
      assertThatThrownBy(() -> Files.writeString(probe, "during")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> insertMuch("dc3")).isInstanceOf(SQLException.class);
    }
    Files.writeString(probe, "after");
    assertThat(probe).hasContent("after");
    assertThat(LAB.synced("dc3")).isTrue();
  }

  @Test
  @Order(14)
  void aHungDiskTakesNoWriteAndItsDatabaseIsFencedAndComesHome() throws Exception {
    Path probe = LAB.site().disks().directory(new Datacenter(3)).resolve("probe");
    makeTable();
    CompletableFuture<Path> writing;
    try (Injection hung = LAB.inject("hung-disk", List.of("dc3"), NOTHING)) {
      writing = CompletableFuture.supplyAsync(() -> write(probe, "waited"));
      assertThat(Poll.until(SOON, () -> members("dc1").equals("2"))).isTrue();
      assertThat(new Watchdogs(LAB.site()).fenced(new Datacenter(3))).isTrue();
      assertThat(writing).isNotDone();
      insertMuch("dc1");
    }
    writing.get(10, TimeUnit.SECONDS);
    assertThat(probe).hasContent("waited");
    assertThat(LAB.synced("dc3")).isTrue();
    insertMuch("dc3");
    LAB.awaitWell();
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String members(String datacenter) {
    return LAB.databases()
        .status(Datacenter.named(datacenter))
        .getOrDefault("wsrep_cluster_size", "");
  }

  @Test
  @Order(15)
  void aDeadManHealsWhatAKilledProgramLeft() throws Exception {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                DyingProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals(DyingProgram.INJECTED)) {
        line = out.readLine();
      }
    }
    program.destroyForcibly().waitFor();
    assertThat(LAB.lab().standingFaults())
        .extracting(StandingFault::what)
        .containsExactly("cut dc2", "load-balancer-loss dc3");
    assertThat(LAB.open("dc3", LabAddresses.PROXY_PORT)).isFalse();

    assertThat(Poll.until(Duration.ofMinutes(1), () -> LAB.lab().standingFaults().isEmpty()))
        .isTrue();

    assertThat(LAB.reaches("dc1", "dc2")).isTrue();
    assertThat(LAB.open("dc3", LabAddresses.PROXY_PORT)).isTrue();
  }

  @Test
  @Order(16)
  void peersOfADatacenterWithoutPowerSeeSilence() throws Exception {
    LAB.awaitWell();
    try (Socket peer = LAB.connect("dc3", LabAddresses.ZOOKEEPER_PORT, SILENCE);
        Injection dark = LAB.inject("power-loss", List.of("dc3"), NOTHING)) {
      assertThatThrownBy(() -> peer.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(LAB.site().directory().daemon("dc3-galera").running()).isFalse();
    }
    assertThat(LAB.synced("dc3")).isTrue();
  }

  @Test
  @Order(17)
  void everythingComesBackFromABlackout() {
    LAB.awaitWell();
    try (Injection blackout = LAB.inject("blackout", List.of(), NOTHING)) {
      for (String datacenter : LAB.lab().datacenters()) {
        assertThat(LAB.open(datacenter, LabAddresses.DATABASE_PORT)).isFalse();
        assertThat(LAB.open(datacenter, LabAddresses.PROXY_PORT)).isFalse();
      }
    }
    LAB.awaitWell();
  }
}
