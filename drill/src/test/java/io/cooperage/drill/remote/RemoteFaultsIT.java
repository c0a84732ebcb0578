package io.cooperage.drill.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cooperage.cli.Cooperage;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** Every fault of real hosts happens, as its peers see it, and heals: by systemd, over sshd. */
@Timeout(120)
class RemoteFaultsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration DEAD_MAN = Duration.ofSeconds(100);
  private static final Map<String, String> NOTHING = Map.of();
  private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

  private static final String SITE =
      """
      api: {url: "http://10.79.0.254:%d", tokenFile: token}
      ssh: {keyFile: key, knownHostsFile: known_hosts}
      datacenters:
        dc1:
          hosts:
            dc1-a:
              address: 10.79.0.11
              components: {galera: , zookeeper: }
            dc1-b:
              address: 10.79.0.12
              components:
                server: [cooperage-server@1.service, cooperage-server@2.service]
                haproxy:
                provisioner:
        dc2:
          hosts:
            dc2-a:
              address: 10.79.0.21
              components: {galera: , zookeeper: , server: , haproxy: , provisioner: }
        dc3:
          hosts:
            dc3-a:
              address: 10.79.0.31
              ssh: {user: ops}
              components: {galera: , zookeeper: , server: , haproxy: , provisioner: }
      """;

  private static RealHosts hosts;
  private static HttpServer api;
  private static Path siteFile;
  private static RemoteFaultSite site;

  @BeforeAll
  static void boot() throws IOException {
    hosts = RealHosts.boot();
    api = HttpServer.create(new InetSocketAddress(RealHosts.OPERATOR, 0), 0);
    api.createContext(
        "/",
        exchange -> {
          REQUESTS.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI().getPath(),
                      exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    api.start();
    hosts.siteFile("token", "the-token\n");
    siteFile = hosts.siteFile("site.yml", SITE.formatted(api.getAddress().getPort()));
    site = new RemoteFaultSite(Site.read(siteFile));
  }

  @AfterAll
  static void takeDown() {
    site.close();
    api.stop(0);
    hosts.close();
    assertThat(Command.of("ip", "netns", "list").run()).doesNotContain("cooperage-real");
    assertThat(Command.of("mount").run()).doesNotContain("real-hosts");
  }

  @AfterEach
  void nothingIsLeftOnAnyHost() {
    RemoteFaultSite.Standing left = site.standing();
    left.faults().forEach(fault -> site.heal(fault.number()));
    assertThat(left.faults()).isEmpty();
    for (String host : List.of("dc1-a", "dc1-b", "dc2-a", "dc3-a")) {
      assertThat(
              hosts.at(host, "nft", "list", "tables").output()
                  + hosts.run(
                      host,
                      "ls /run/cooperage-faults; ls -d /run/systemd/system/*.d 2>/dev/null;"
                          + " systemctl list-units --all --plain --no-legend 'cooperage-fault*'"
                          + " 'cooperage-heal*'"))
          .as(host)
          .isBlank();
    }
  }

  private static Injection inject(String kind, List<String> targets, Map<String, String> with) {
    return site.inject(new FaultSpec(FaultKind.named(kind), targets, with), DEAD_MAN, () -> {});
  }

  /** Whether what listens on a port of one host says something to another host. */
  private static boolean hears(String from, String to, int port) {
    return hosts
            .at(
                from,
                "timeout",
                "1",
                "bash",
                "-c",
                "exec 3<> /dev/tcp/%s/%d && read -r word <&3 && [ \"$word\" = hello ]"
                    .formatted(hosts.address(to), port))
            .exitCode()
        == 0;
  }

  private static boolean active(String host, String unit) {
    return hosts.run(host, "systemctl is-active %s || :".formatted(unit)).strip().equals("active");
  }

  @Test
  void hostsSayWhatTheyCannotDoAndNothingElseIsRefused() {
    assertThat(site.impossible())
        .containsEntry(
            FaultKind.CLOCK_SKEW, "dc1-a: it is a container, whose clock is its machine's")
        .containsKeys(FaultKind.READ_ONLY_DISK, FaultKind.COMMIT_CUT);
    assertThat(site.kinds())
        .contains(FaultKind.POWER_LOSS, FaultKind.CUT, FaultKind.DRAIN, FaultKind.FULL_DISK)
        .doesNotContainAnyElementsOf(site.impossible().keySet());
    assertThatThrownBy(() -> inject("clock-skew", List.of("dc2"), Map.of("by", "-1h")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Real hosts cannot do clock-skew here: dc2-a: it is a container, whose clock is its"
                + " machine's.");
    assertThatThrownBy(() -> inject("commit-cut", List.of("dc2"), NOTHING))
        .hasMessageStartingWith("Real hosts cannot do commit-cut here: it takes a proxy");
    assertThatThrownBy(() -> inject("server-loss", List.of("dc2"), Map.of("number", "2")))
        .hasMessage("dc2 has no server 2: its hosts have 1 in the site file.");
  }

  @Test
  void aHostThatShowsAnotherKeyIsNotLoggedInTo() {
    String strangers = hosts.hostKey("dc3-a", "ed25519");
    hosts.siteFile("strangers", "10.79.0.11 " + strangers + "\n");
    Path file = hosts.siteFile("wrong.yml", SITE.formatted(1).replace("known_hosts", "strangers"));
    try (RemoteFaultSite wrong = new RemoteFaultSite(Site.read(file))) {
      assertThat(wrong.check())
          .noneMatch(HostReport::reached)
          .anySatisfy(
              report -> assertThat(report.problems().get(0)).contains("Cannot log in to root@"))
          .anySatisfy(report -> assertThat(report.problems().get(0)).contains("has no key in"));
    }
  }

  @Test
  void cutsAreTwoWayOrOneWayAndTheOperatorStillGetsThere() {
    try (Injection cut = inject("cut", List.of("dc2"), NOTHING)) {
      assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isFalse();
      assertThat(hears("dc1-a", "dc3-a", RealHosts.DATABASE)).isTrue();
      assertThat(RealHosts.greets(hosts.address("dc2-a"), RealHosts.DATABASE)).isTrue();
      assertThat(cut.standing()).isTrue();
      assertThatThrownBy(() -> inject("cut", List.of("dc2", "dc3"), NOTHING))
          .hasMessageStartingWith("cut dc2 stands already, as fault 1; heal it first");
      cut.heal();
      assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isTrue();
      assertThat(cut.standing()).isFalse();
    }
    try (Injection out = inject("cut", List.of("dc2"), Map.of("direction", "out"))) {
      assertThat(datagramArrives("dc2-a", "dc1-a")).isFalse();
      assertThat(datagramArrives("dc1-a", "dc2-a")).isTrue();
    }
  }

  private static boolean datagramArrives(String from, String to) {
    hosts.run(
        to,
        "rm -f /run/heard; systemd-run --quiet --collect --unit=ear"
            + " socat -u UDP-RECVFROM:9999 CREATE:/run/heard; sleep 0.3");
    hosts.at(from, "bash", "-c", "echo there > /dev/udp/%s/9999".formatted(hosts.address(to)));
    String heard = hosts.run(to, "sleep 0.3; cat /run/heard 2> /dev/null; systemctl stop ear || :");
    return heard.contains("there");
  }

  @Test
  void aPartialCutLeavesBothWithTheThird() {
    try (Injection cut = inject("partial-cut", List.of("dc1", "dc3"), NOTHING)) {
      assertThat(hears("dc1-b", "dc3-a", RealHosts.DATABASE)).isFalse();
      assertThat(hears("dc3-a", "dc1-a", RealHosts.DATABASE)).isFalse();
      assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isTrue();
      assertThat(hears("dc3-a", "dc2-a", RealHosts.DATABASE)).isTrue();
    }
    assertThat(hears("dc1-b", "dc3-a", RealHosts.DATABASE)).isTrue();
  }

  @Test
  void aFlappingLinkComesAndGoesAndThenStays() {
    Injection flapping =
        inject("flapping-link", List.of("dc2", "dc3"), Map.of("period", "1s", "share", "40"));
    Set<Boolean> seen = new HashSet<>();

    boolean both = Poll.until(SOON, () -> seen.add(isCut("dc2-a")) && seen.size() == 2);
    flapping.heal();

    assertThat(both).isTrue();
    assertThat(Poll.until(Duration.ofMillis(1500), () -> isCut("dc2-a"))).isFalse();
  }

  private static boolean isCut(String host) {
    return hosts.at(host, "nft", "list", "ruleset").output().contains("10.79.0.31");
  }

  @Test
  void aNarrowLinkTakesItsTimeAndALongOneIsRefusedWithoutNetem() {
    double plain = fetchMillis("dc1-a", "dc2-a");
    try (Injection narrow = inject("wan", List.of("dc1", "dc2"), Map.of("bandwidth", "2"))) {
      assertThat(fetchMillis("dc1-a", "dc2-a")).isGreaterThan(1000).isGreaterThan(plain * 3);
      assertThat(fetchMillis("dc1-a", "dc3-a")).isLessThan(1000);
    }
    assertThat(fetchMillis("dc1-a", "dc2-a")).isLessThan(1000);
    if (!site.kinds().contains(FaultKind.WAN)) {
      assertThatThrownBy(() -> inject("wan", List.of("dc2"), Map.of("rtt", "80ms")))
          .hasMessageContaining("its kernel has no sch_netem");
    }
  }

  /** What it takes to send 400 kB to another host and to hear them back. */
  private static double fetchMillis(String from, String to) {
    long begin = System.nanoTime();
    Command.Outcome outcome =
        hosts.at(
            from,
            "bash",
            "-c",
            "exec 3<> /dev/tcp/%s/%d; head -c 400000 /dev/zero >&3 & head -c 400006 <&3 | wc -c"
                .formatted(hosts.address(to), RealHosts.ZOOKEEPER));
    assertThat(outcome.output().strip()).isEqualTo("400006");
    return (System.nanoTime() - begin) / 1e6;
  }

  @Test
  void aHungDatabaseAcceptsConnectionsAndNeverAnswers() throws IOException {
    try (Injection hung = inject("hung-database", List.of("dc1"), NOTHING);
        Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(hosts.address("dc1-a"), RealHosts.DATABASE), 1000);
      socket.setSoTimeout(1000);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(active("dc1-a", "mariadb")).isTrue();
    }
    assertThat(hears("dc2-a", "dc1-a", RealHosts.DATABASE)).isTrue();
  }

  @Test
  void aFrozenComponentIsSilentAndGoesOn() {
    String before = hosts.run("dc3-a", "systemctl show --property=MainPID zookeeper");
    try (Injection freeze = inject("freeze", List.of("dc3"), Map.of("only", "zookeeper"))) {
      assertThat(hears("dc1-a", "dc3-a", RealHosts.ZOOKEEPER)).isFalse();
      assertThat(hears("dc1-a", "dc3-a", RealHosts.DATABASE)).isTrue();
      assertThat(active("dc3-a", "zookeeper")).isTrue();
    }
    assertThat(hears("dc1-a", "dc3-a", RealHosts.ZOOKEEPER)).isTrue();
    assertThat(hosts.run("dc3-a", "systemctl show --property=MainPID zookeeper")).isEqualTo(before);
  }

  @Test
  void componentsThatAreLostStayDownWhoeverStartsThemAndComeBack() {
    List<Injection> losses =
        List.of(
            inject("zookeeper-loss", List.of("dc1"), NOTHING),
            inject("load-balancer-loss", List.of("dc2"), NOTHING),
            inject("server-loss", List.of("dc1"), Map.of("number", "2")),
            inject("worker-loss", List.of("dc3"), NOTHING),
            inject("kill", List.of("dc3"), Map.of("only", "galera")));

    hosts.run("dc1-a", "systemctl start zookeeper; sleep 0.5");
    assertThat(active("dc1-a", "zookeeper")).isFalse();
    assertThat(active("dc1-a", "mariadb")).isTrue();
    assertThat(active("dc2-a", "haproxy")).isFalse();
    assertThat(active("dc1-b", "cooperage-server@1")).isTrue();
    assertThat(active("dc1-b", "cooperage-server@2")).isFalse();
    assertThat(active("dc3-a", "cooperage-provisioner")).isFalse();
    assertThat(hears("dc1-a", "dc3-a", RealHosts.DATABASE)).isFalse();
    losses.forEach(Injection::heal);

    assertThat(active("dc1-a", "zookeeper")).isTrue();
    assertThat(active("dc2-a", "haproxy")).isTrue();
    assertThat(active("dc1-b", "cooperage-server@2")).isTrue();
    assertThat(active("dc3-a", "cooperage-provisioner")).isTrue();
    assertThat(active("dc3-a", "mariadb")).isTrue();
  }

  @Test
  void peersOfADatacenterWithoutPowerSeeSilence() throws IOException {
    hosts.run("dc2-a", "systemctl stop haproxy");
    try (Socket peer = new Socket(hosts.address("dc2-a"), RealHosts.ZOOKEEPER)) {
      peer.setSoTimeout(1500);
      assertThat(peer.getInputStream().readNBytes(6)).asString().isEqualTo("hello\n");
      try (Injection dark = inject("power-loss", List.of("dc2"), NOTHING)) {
        assertThatThrownBy(() -> peer.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(hears("dc1-a", "dc2-a", 22)).isFalse();
        assertThat(active("dc2-a", "zookeeper")).isFalse();
        assertThat(active("dc2-a", "mariadb")).isFalse();
      }
    }
    assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isTrue();
    assertThat(active("dc2-a", "cooperage-server@1")).isTrue();
    assertThat(active("dc2-a", "haproxy")).as("what did not run before is not started").isFalse();
    hosts.run("dc2-a", "systemctl start haproxy");
  }

  @Test
  void faultsThatOverlapLeaveNothingDown() {
    Injection first = inject("kill", List.of("dc3"), Map.of("only", "galera"));
    Injection second = inject("power-loss", List.of("dc3"), NOTHING);
    first.heal();
    assertThat(active("dc3-a", "mariadb")).isFalse();
    second.heal();
    assertThat(active("dc3-a", "mariadb")).isTrue();
  }

  @Test
  void everythingComesBackFromABlackout() {
    try (Injection blackout = inject("blackout", List.of(), NOTHING)) {
      for (String host : List.of("dc1-a", "dc2-a", "dc3-a")) {
        assertThat(active(host, "mariadb")).isFalse();
      }
      assertThat(active("dc1-b", "haproxy")).isFalse();
    }
    for (String host : List.of("dc1-a", "dc2-a", "dc3-a")) {
      assertThat(active(host, "mariadb")).isTrue();
    }
    assertThat(active("dc1-b", "haproxy")).isTrue();
  }

  @Test
  void aFullDiskTakesNoMoreAndThenAgain() {
    try (Injection full = inject("full-disk", List.of("dc1"), NOTHING)) {
      assertThatThrownBy(() -> hosts.run("dc1-a", "head -c 8192 /dev/zero > /var/lib/mysql/row"))
          .hasMessageContaining("No space left on device");
    }
    hosts.run("dc1-a", "head -c 8192 /dev/zero > /var/lib/mysql/row; rm /var/lib/mysql/row");
    assertThat(active("dc1-a", "mariadb")).isTrue();
  }

  @Test
  void aDrainIsAskedForAndTakenBackAndItsTokenIsGone() {
    REQUESTS.clear();
    try (Injection drain = inject("drain", List.of("dc3"), NOTHING)) {
      assertThat(REQUESTS)
          .containsExactly(
              "GET /v3/datacenters Bearer the-token",
              "POST /v3/datacenters/dc3/drain Bearer the-token");
      assertThat(hosts.run("dc3-a", "stat -c %a /run/cooperage-faults/1 | tr -d '\\n'"))
          .isEqualTo("700");
    }
    assertThat(REQUESTS).endsWith("POST /v3/datacenters/dc3/undrain Bearer the-token");
  }

  @Test
  void whatCannotBeInjectedEverywhereIsInjectedNowhere() {
    hosts.run("dc3-a", "mv /usr/sbin/nft /usr/sbin/nft.away");
    try {
      assertThatThrownBy(() -> inject("cut", List.of("dc2", "dc3"), NOTHING))
          .hasMessage(
              "Real hosts cannot do cut here: dc3-a: nft is not installed (package nftables).");
    } finally {
      hosts.run("dc3-a", "mv /usr/sbin/nft.away /usr/sbin/nft");
    }
    assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isTrue();
  }

  @Test
  void hostsHealThemselvesWhenTheOperatorsProgramIsKilled() throws Exception {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                DyingOperator.class.getName(),
                siteFile.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals(DyingOperator.INJECTED)) {
        line = out.readLine();
      }
    }
    program.destroyForcibly().waitFor();
    assertThat(site.standing().faults())
        .extracting(SiteFault::what)
        .containsExactly("cut dc2", "power-loss dc3");
    assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isFalse();
    assertThat(hears("dc1-a", "dc3-a", RealHosts.DATABASE)).isFalse();

    assertThat(Poll.until(SOON, () -> site.standing().faults().isEmpty())).isTrue();

    assertThat(hears("dc1-a", "dc2-a", RealHosts.DATABASE)).isTrue();
    assertThat(hears("dc1-a", "dc3-a", RealHosts.DATABASE)).isTrue();
  }

  @Test
  void theCommandInjectsListsAndHeals() {
    assertThat(cooperage("inject", "cut", "dc2", "--with", "direction=in", "--for", "2m"))
        .isEqualTo("0: cut dc2, direction=in: stands, for 2m at most\n");
    assertThat(cooperage("faults"))
        .matches("0: 1  cut dc2, direction=in  on dc2-a, heals by itself in 1\\d\\d s\n");
    assertThat(cooperage("inject", "cut", "dc2")).startsWith("2: cut dc2, direction=in stands");
    assertThat(cooperage("heal", "7")).startsWith("2: No fault 7 stands;");
    assertThat(cooperage("heal")).isEqualTo("0: fault 1: healed\n");
    assertThat(cooperage("faults")).isEqualTo("0: ");
    assertThat(cooperage("check"))
        .startsWith("0: dc1-a  root@10.79.0.11:22  ")
        .contains("no read-only-disk: ");
  }

  /** Exit code and what was printed. */
  private static String cooperage(String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine line = Cooperage.commandLine();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(printed));
    String[] all = new String[arguments.length + 3];
    all[0] = "site";
    all[1] = "--file";
    all[2] = siteFile.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    int code = line.execute(all);
    return code + ": " + printed;
  }
}
