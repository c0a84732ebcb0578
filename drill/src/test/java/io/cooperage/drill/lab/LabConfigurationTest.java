package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.recover.WatchFile;
import io.cooperage.galera.watchdog.WatchdogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lab writes is what the programs take: where a program can check a file, it does. */
class LabConfigurationTest {

  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final Path MARIADBD = Path.of("/usr/sbin/mariadbd");

  @TempDir private Path checkout;
  private LabSite site;

  @BeforeEach
  void open() {
    LabDirectory directory = new LabDirectory(checkout, 3);
    site =
        new LabSite(
            new LabAddresses(3),
            directory,
            new Secrets(directory.secrets()),
            new Programs(checkout));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(checkout.resolve("configuration"), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void haproxyTakesTheDatacenterProxys(int number) throws IOException {
    assumeTrue(Files.exists(HAPROXY));
    Path file = write(new DatacenterProxies(site).configuration(new Datacenter(number)));

    Command.Outcome checked = Command.of("haproxy", "-c", "-f", file.toString()).attempt();

    assertThat(checked.errors()).doesNotContain("ALERT").doesNotContain("WARNING");
    assertThat(checked.exitCode()).isZero();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "/run/cooperage-door")
  void haproxyTakesTheGlobalLoadBalancers(Path door) throws IOException {
    assumeTrue(Files.exists(HAPROXY));
    Path file = write(new GlobalProxy(site, Optional.ofNullable(door)).configuration());

    Command.Outcome checked = Command.of("haproxy", "-c", "-f", file.toString()).attempt();

    assertThat(checked.errors()).doesNotContain("ALERT").doesNotContain("WARNING");
    assertThat(checked.exitCode()).isZero();
  }

  @Test
  void theWatchdogTakesItsOwn() throws IOException {
    site.secrets().password(Secrets.Word.DATABASE_WATCHDOG);
    Path file = write(new Watchdogs(site).configuration(new Datacenter(2)));

    WatchdogConfig read = WatchFile.read(file);

    assertThat(read.node()).isEqualTo("dc2");
    assertThat(read.database().url()).isEqualTo("jdbc:mariadb://10.80.2.1:3306/watchdog");
    assertThat(read.limits()).isEqualTo(new Watchdogs(site).limits());
    assertThat(read.limits().stagger()).isGreaterThan(site.preset().chosen().detector().install());
  }

  @Test
  void mariadbdTakesTheNodes() throws IOException {
    assumeTrue(Files.exists(MARIADBD));
    Path file = write(new GaleraNodes(site).configuration(new Datacenter(2)));

    Command.Outcome checked =
        Command.of(
                MARIADBD.toString(),
                "--defaults-file=" + file,
                "--wsrep-provider=none",
                "--help",
                "--verbose")
            .attempt();

    assertThat(checked.errors()).doesNotContain("unknown variable").doesNotContain("[ERROR]");
    assertThat(checked.output()).contains("innodb-snapshot-isolation");
  }

  @Test
  void theFailureDetectorSuspectsBeforeItInstallsBeforeItGivesUp() {
    String text = new GaleraNodes(site).configuration(new Datacenter(1));

    assertThat(text)
        .contains("evs.suspect_timeout=PT1S")
        .contains("evs.install_timeout=PT1.5S")
        .contains("evs.inactive_timeout=PT2S")
        .contains("gmcast.segment=1")
        .contains("socket.ssl=yes");
  }

  @Test
  void sshdTakesTheMachines() throws IOException {
    assumeTrue(Files.exists(SSHD));
    Files.createDirectories(Path.of("/run/sshd"));
    Path key = checkout.resolve("host_key");
    Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f").and(key.toString()).run();
    String text =
        new Machines(site)
            .configuration(new Datacenter(1), 7)
            .replace("/run/machine/host_key", key.toString());

    Command.Outcome checked =
        Command.of(SSHD.toString(), "-T", "-f", write(text).toString()).attempt();

    assertThat(checked.errors()).isEmpty();
    assertThat(checked.output()).contains("listenaddress 10.80.1.107:22");
  }

  @Test
  void everyServerHasItsOwnPortAndIdSpace() {
    Servers servers = new Servers(site);

    assertThat(servers.application(new Datacenter(2), 1))
        .contains("startNum: 2")
        .contains("port: 8081")
        .contains("jdbc:mariadb://10.80.2.1:3306/cooperage");
    assertThat(servers.application(new Datacenter(3), 2))
        .contains("startNum: 3")
        .contains("port: 8082");
  }

  @Test
  void noPasswordStandsInAServersConfiguration() {
    site.secrets().store(Secrets.Word.DATABASE_APPLICATION, "open-sesame");

    assertThat(new Servers(site).application(new Datacenter(1), 1)).doesNotContain("open-sesame");
  }

  @Test
  void aTemplateWantsEveryNameAndNoOther() {
    Template template = Template.load("zoo.cfg");

    assertThatThrownBy(() -> template.fill(Map.of("datacenter", "dc1")))
        .hasMessageContaining("wants a value");
    assertThatThrownBy(
            () ->
                template.fill(
                    Map.of("datacenter", "dc1", "address", "a", "data", "d", "colour", "red")))
        .hasMessageContaining("colour");
  }
}
