package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cooperage.cli.Cooperage;
import io.cooperage.drill.lab.LabException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Of {@code cooperage drill}, {@code cooperage galera} and {@code cooperage bench}. */
class CommandLinesTest {

  @TempDir private Path checkout;

  @ParameterizedTest
  @CsvSource({
    "drill run dc-loss --set rate=0, rate is 0",
    "drill run dc-loss --set rate=NaN, NaN",
    "drill run dc-loss --set speed=9, no parameter \"speed\"",
    "drill run dc-loss --set lasting=0s, the fault lasts 0s",
    "drill run dc-loss --dc dc9, 'dc9; there are dc1, dc2, dc3'",
    "drill plan dc-loss --dc dc9, 'dc9; there are dc1, dc2, dc3'",
    "drill run server-kill --set server=9, number of server-loss is 9",
    "drill run dc-loss --runs 0, --runs is 0",
    "drill run earthquake, no drill earthquake",
    "drill histories weather, no workload weather",
    "drill histories set --for 0s, --for is 0s",
    "drill histories set --for soon, soon is no time",
    "drill histories set --clients 0, --clients is 0",
    "drill histories set --dc dc2, --dc is dc2; it goes with --during only",
    "drill histories set --during earthquake, no drill earthquake",
    "drill histories set --during dc-loss --dc dc9, 'dc9; there are dc1, dc2, dc3'",
    "drill run no-such.yaml, no file no-such.yaml",
    "drill run dc-loss --index 99, LAB_INDEX is 99",
    "galera recover --without dc9, --without is dc9; there are dc1",
    "galera recover --do --stop dc1 --stop dc8, --stop is dc8",
    "galera recover --ledger none.jsonl, none.jsonl cannot be read",
    "bench create-throughput --clients 0, --clients is 0",
    "bench create-latency --dc dc9, --dc is dc9",
    "bench writes --rtt=-1, --rtt is -1",
    "bench reads --samples 0, --samples is 0",
    "bench all --only weather, no benchmark or figure is called so",
    "bench page none.json, There is no none.json",
    "bench task-throughput --nodes 0, --nodes is 0"
  })
  void badOptionIsOneLineWithTheValueAndNothingIsDone(String typed, String said) {
    StringWriter errors = new StringWriter();
    CommandLine line = Cooperage.commandLine().setErr(new PrintWriter(errors));
    List<String> arguments = new ArrayList<>(List.of(typed.split(" ")));
    arguments.addAll(List.of("--checkout", checkout.toString()));
    assertThat(line.execute(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(errors.toString().strip()).contains(said).hasLineCount(1);
    assertThat(checkout).isEmptyDirectory();
  }

  @Test
  void planSaysWhoHasTheQuorumAndBreaksNothing() {
    StringWriter said = new StringWriter();
    CommandLine line = Cooperage.commandLine().setOut(new PrintWriter(said));
    assertThat(line.execute("drill", "plan", "partition", "--checkout", checkout.toString()))
        .isZero();
    assertThat(said.toString())
        .contains(
            "cut dc2", "can commit: dc1, dc3; in the minority: dc2", "limit: outage of global");
    assertThat(checkout).isEmptyDirectory();
  }

  @Test
  void planOfWhatIsNotSurvivedSaysSo() throws Exception {
    Path drill = checkout.resolve("both.yaml");
    try (InputStream shipped =
        getClass().getResourceAsStream("/io/cooperage/drill/definition/dc-loss.yaml")) {
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(drill, text.replace("targets: [$dc]", "targets: [dc1, $dc]"));
    }
    StringWriter said = new StringWriter();
    CommandLine line = Cooperage.commandLine().setOut(new PrintWriter(said));
    assertThat(line.execute("drill", "plan", drill.toString(), "--checkout", checkout.toString()))
        .isEqualTo(1);
    assertThat(said.toString()).contains("This drill is refused.", "no datacenter has a quorum");
  }

  @Test
  void limitsThatThereAreNotAreRefused() {
    CommandLine line = Cooperage.commandLine().setErr(new PrintWriter(new StringWriter()));
    assertThat(line.execute("drill", "run", "dc-loss", "--limits", "ignore")).isEqualTo(2);
  }

  @Test
  void reportNamesTheCommandAsItWasTyped() {
    CommandLine line = Cooperage.commandLine();
    line.parseArgs("drill", "run", "dc-loss", "--short", "--limits", "report");
    RunCommand command =
        (RunCommand) line.getParseResult().subcommand().subcommand().commandSpec().userObject();
    assertThat(command.commandLine())
        .isEqualTo("cooperage drill run dc-loss --short --limits report");
  }

  @Test
  void journalThatCannotBeReadIsNamedWithANextStep() throws Exception {
    Path journal = checkout.resolve("journal.jsonl");
    Files.writeString(journal, "nonsense\n{}\n");
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> LabDrillSite.executions("dc1", journal))
        .withMessageContainingAll(journal.toString(), "nonsense", "make down up");
  }
}
