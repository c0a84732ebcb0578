package io.cooperage.drill.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.cli.Cooperage;
import io.cooperage.galera.watchdog.WatchdogConfig;
import io.cooperage.galera.watchdog.WatchdogLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchFileTest {

  @TempDir private Path directory;
  private String text;

  @BeforeEach
  void write() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "secret\n");
    text =
        """
        node: dc1
        database:
          url: jdbc:mariadb://127.0.0.1:3306/watchdog
          user: watchdog
          passwordFile: %s
        dataDirectory: /var/lib/mysql
        pidFile: /run/mysqld/mysqld.pid
        stateFile: /run/watchdog.state
        """
            .formatted(password);
  }

  private WatchdogConfig read(String written) throws IOException {
    return WatchFile.read(Files.writeString(directory.resolve("watchdog.yml"), written));
  }

  @Test
  void limitsThatAreNotGivenAreTheDefaults() throws IOException {
    WatchdogLimits defaults = WatchdogLimits.defaults();
    assertThat(read(text).limits()).isEqualTo(defaults);
    assertThat(read(text).database().password()).isEqualTo("secret");

    WatchdogLimits given =
        read(text + "limits: {diskLimit: 3s, lateLooks: 8, reprieve: 9s}\n").limits();

    assertThat(given.diskLimit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(given.lateLooks()).isEqualTo(8);
    assertThat(given.reprieve()).isEqualTo(Duration.ofSeconds(9));
    assertThat(given.stagger()).isEqualTo(defaults.stagger());
  }

  @ParameterizedTest
  @CsvSource({
    "node: dc1, node: d/c, node is \"d/c\"",
    "node: dc1, nodes: dc1, node is missing",
    "user: watchdog, usr: watchdog, user is missing",
    "stateFile: /run/watchdog.state, stateFile: /var/lib/mysql/state, must not be in the data",
    "dataDirectory: /var/lib/mysql, '', dataDirectory is missing"
  })
  void whatIsWrongIsNamedWithTheFile(String right, String wrong, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text.replace(right, wrong)))
        .withMessageContaining("watchdog.yml: ")
        .withMessageContaining(said);
  }

  @Test
  void whatIsNotKnownOrSaidTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text + "colour: red\n"))
        .withMessageContaining("watchdog.yml: colour is not known here; known are");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text + "node: dc2\n"))
        .withMessageContaining("Duplicate field 'node'");
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text + "limits: {lateLooks: 1}\n"))
        .withMessageContaining("lateLooks is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text + "limits: {diskLimit: soon}\n"))
        .withMessageContaining("soon is no time");
  }

  @Test
  void filesThatCannotBeReadAreNamed() {
    assertThatThrownBy(() -> read(text.replace("/password", "/none")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/none");
    StringWriter errors = new StringWriter();
    assertThat(
            Cooperage.commandLine()
                .setErr(new PrintWriter(errors))
                .execute("galera", "watch", "--config", directory.resolve("no.yml").toString()))
        .isEqualTo(2);
    assertThat(errors.toString().strip()).contains("no.yml").hasLineCount(1);
  }
}
