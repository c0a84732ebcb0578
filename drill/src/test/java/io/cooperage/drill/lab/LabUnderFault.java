package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A lab for all tests of a class, that they break and heal; seen as its programs and their peers
 * see it.
 */
final class LabUnderFault implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  static final Duration DEAD_MAN = Duration.ofMinutes(5);

  private static final int INDEX = 11;
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private final LabDirectory directory = new LabDirectory(CHECKOUT, INDEX);
  private final LabSite site =
      new LabSite(
          new LabAddresses(INDEX),
          directory,
          new Secrets(directory.secrets()),
          new Programs(CHECKOUT));

  private final boolean watched;

  private LabUnderFault(boolean watched) {
    this.watched = watched;
  }

  static LabUnderFault plain() {
    return new LabUnderFault(false);
  }

  static LabUnderFault withWatchdogs() {
    return new LabUnderFault(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    lab().down(true, Progress.silent());
    if (watched) {
      lab().wantWatchdogs();
    }
    lab().up(Progress.silent());
  }

  /** Nothing stands that a test has not healed. */
  @Override
  public void afterEach(ExtensionContext context) {
    List<StandingFault> left = lab().standingFaults();
    left.forEach(StandingFault::heal);
    assertThat(left).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    lab().down(true, Progress.silent());
    assertThat(site.directory().root()).doesNotExist();
  }

  Lab lab() {
    return Lab.open(CHECKOUT, INDEX);
  }

  LabSite site() {
    return site;
  }

  GaleraNodes databases() {
    return new GaleraNodes(site);
  }

  Injection inject(String kind, List<String> targets, Map<String, String> parameters) {
    return lab()
        .faults()
        .inject(new FaultSpec(FaultKind.named(kind), targets, parameters), DEAD_MAN, () -> {});
  }

  String address(String datacenter) {
    return site.addresses().address(Datacenter.named(datacenter));
  }

  String namespace(String datacenter) {
    return site.addresses().namespace(Datacenter.named(datacenter));
  }

  boolean open(String datacenter, int port) {
    return Ports.open(address(datacenter), port);
  }

  /** Whether a connection from one datacenter to another comes about at once. */
  boolean reaches(String from, String to) {
    return get(from, to).succeeded();
  }

  /** Fetches some 100 KB from another datacenter's load balancer; says what that took. */
  Fetched fetch(String from, String to) {
    String[] figures = get(from, to).output().split(" ");
    return new Fetched(
        Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Long.parseLong(figures[2]));
  }

  /** Times in seconds. */
  record Fetched(double connect, double whole, long bytes) {}

  private Command.Outcome get(String from, String to) {
    return Command.of("curl", "--silent", "--output", "/dev/null", "--connect-timeout", "0.5")
        .and("--write-out", "%{time_connect} %{time_total} %{size_download}")
        .and("http://%s:%d/metrics".formatted(address(to), LabAddresses.PROXY_METRICS_PORT))
        .in(namespace(from))
        .attempt();
  }

  /** Whether one of three packets that nobody answers arrives. */
  boolean hears(String from, String to) {
    String script =
        """
        ip netns exec "$2" timeout 2 socat -u UDP-RECV:9999 STDOUT &
        for attempt in 1 2 3; do
          sleep 0.3
          echo heard | ip netns exec "$1" socat -u STDIN "UDP-SENDTO:$3:9999"
        done
        wait
        """;
    return Command.of("sh", "-c", script, "hears", namespace(from), namespace(to), address(to))
        .attempt()
        .output()
        .contains("heard");
  }

  /** A connection from outside of all datacenters. */
  Socket connect(String datacenter, int port, Duration patience) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(address(datacenter), port), 2000);
    socket.setSoTimeout((int) patience.toMillis());
    return socket;
  }

  Connection database(String datacenter) throws SQLException {
    BenchDatabase bench = lab().benchDatabase(datacenter);
    return DriverManager.getConnection(
        bench.url() + "?connectTimeout=3000&socketTimeout=20000", bench.user(), bench.password());
  }

  /** Runs statements of a program within the datacenter, which connects as servers do. */
  Command.Outcome withinDatacenter(String datacenter, String statements) {
    BenchDatabase bench = lab().benchDatabase(datacenter);
    return Command.of(
            "env", "MYSQL_PWD=" + bench.password(), "mariadb", "--no-defaults", "--skip-ssl")
        .and("--user=" + bench.user(), "--host=" + address(datacenter), "--batch", "bench")
        .in(namespace(datacenter))
        .withInput(statements)
        .attempt();
  }

  boolean synced(String datacenter) {
    return databases().synced(Datacenter.named(datacenter));
  }

  void awaitWell() {
    if (!Poll.until(Duration.ofMinutes(2), () -> lab().status().allWell())) {
      throw new AssertionError("Not well: " + lab().status());
    }
  }
}
