package io.cooperage.drill.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

  private static final Path REFERENCE = Path.of("../docs/reference/site-file.md");

  @TempDir private Path directory;

  private Site read(String text) throws IOException {
    return Site.read(Files.writeString(directory.resolve("site.yml"), text));
  }

  /** The example of the reference. */
  private static String example() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(REFERENCE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @Test
  void theExampleOfTheReferenceIsReadAsItSays() throws IOException {
    Files.writeString(directory.resolve("admin.token"), "secret\n");
    Site site = read(example());

    assertThat(site.datacenters()).containsExactly("dc1", "dc2");
    assertThat(site.hosts("dc1")).extracting(SiteHost::name).containsExactly("dc1-db", "dc1-app");
    SiteHost database = site.hosts("dc1").get(0);
    assertThat(database.login())
        .isEqualTo(
            new SshLogin(
                "192.0.2.11",
                22,
                "ops",
                directory.resolve("id_ed25519"),
                directory.resolve("known_hosts")));
    assertThat(database.addresses()).containsExactly("192.0.2.11", "10.1.0.11");
    assertThat(site.hosts("dc2").get(0).login().toString()).isEqualTo("root@192.0.2.21:2222");
    assertThat(site.hosts("dc1").get(1).units(EnumSet.of(HostComponent.SERVER)))
        .containsExactly("cooperage-server@1.service", "cooperage-server@2.service");
    assertThat(site.hosts("dc2").get(0).units(EnumSet.allOf(HostComponent.class)))
        .containsExactly(
            "mariadb.service",
            "zookeeper.service",
            "cooperage-server@1.service",
            "haproxy.service",
            "cooperage-provisioner.service");
    assertThat(site.databasePort()).isEqualTo(3306);
    assertThat(site.token()).contains("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.21       | db.example.org  | "db.example.org" is no IP address; names are not looked up
          192.0.2.21       | 192.0.2.300     | "192.0.2.300" is no IP address
          192.0.2.21       | 192.0.2.11      | the address 192.0.2.11 is both dc1-db's and dc2-all's.
          dc2-all          | dc1-db          | two hosts are called dc1-db.
          dc2-all          | "-x"            | the host "-x" has a name of other than a-z, 0-9 and -
          port: 2222       | port: 0         | port is 0; give 1 to 65535
          port: 2222       | gate: 1         | datacenters.dc2.hosts.dc2-all.ssh.gate is not known here; known are
          user: root       | user: "a b"     | user is "a b", which is no login
          'haproxy: , pro' | 'proxy: , pro'  | there is no component proxy; there are machines, galera,
          'haproxy: , pro' | 'machines: , pro' | component machines has no usual units; name those that it has here
          'haproxy: , pro' | 'haproxy: [nginx], pro' | component haproxy has the unit "nginx"; write it in full
          keyFile: id      | tokenFile: id   | ssh.tokenFile is not known here
          /var/lib/mysql   | mysql           | directory is "mysql"; give an absolute path
          https://coop     | coop            | url is "cooperage.example.org"; give scheme, host and port
          """)
  void whatIsWrongIsNamed(String right, String wrong, String message) throws IOException {
    String text = example();
    assertThat(text).contains(right);

    assertThatThrownBy(() -> read(text.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site.yml: ")
        .hasMessageContaining(message);
  }

  @Test
  void aHostWithoutAKeyFileIsRefused() throws IOException {
    String text = example().replaceAll("  keyFile: .*\n", "");

    assertThatThrownBy(() -> read(text))
        .hasMessageEndingWith("host dc1-db has no ssh.keyFile, and neither has the site.");
    assertThatThrownBy(() -> Site.read(directory.resolve("other.yml")))
        .hasMessageStartingWith("There is no site file ");
    assertThatThrownBy(() -> read(example()).hosts("dc9"))
        .hasMessage("There is no datacenter dc9: the site has dc1, dc2.");
  }

  @Test
  void addressesOfSixAreTakenAndNamesWithColonsAreNot() {
    IpAddresses.require("2001:db8::1");
    assertThatThrownBy(() -> IpAddresses.require("2001:db8::1::2"))
        .hasMessageContaining("is no IP address");
    assertThatThrownBy(() -> IpAddresses.require("1.2.3")).hasMessageContaining("is no IP address");
  }
}
