package io.cooperage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandTreeTest {
  @Test
  void everyCommandHasHelpAndADescription() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Cooperage.commandLine(), commands);
    assertThat(commands).hasSizeGreaterThan(30);
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      StringWriter out = new StringWriter();
      assertThat(command.setOut(new PrintWriter(out)).execute("--help")).as(name).isZero();
      assertThat(out.toString()).as(name).contains("Usage: " + name);
    }
  }

  @Test
  void aWrongCommandLineIsExitCodeTwo() {
    assertThat(execute().exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(execute("cluster").err()).contains("Name one of: create, plan, list");
    assertThat(execute("cluster", "get", "x", "--url", "http://h", "--token", "t").err())
        .contains("looks like 00000042");
    assertThat(execute("cluster", "create", "c").err()).contains("--template");
    assertThat(execute("--url", "nonsense", "--token", "t", "tenant", "list").err())
        .contains("is no URL");
    assertThat(execute("--url", "http://h", "--token", "t", "catalog", "list", "x").err())
        .contains("Kinds are");
    assertThat(
            execute("--url", "http://h", "--token", "t", "resource", "stage", "x", "--version", "1")
                .err())
        .contains("should look like automator/shell");
  }

  @Test
  void nobodyThereIsExitCodeThree() {
    Result result = execute("--url", "http://127.0.0.1:1", "--token", "t", "tenant", "list");
    assertThat(result.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(result.err()).contains("No answer from http://127.0.0.1:1");
  }

  @Test
  void aTableIsAsWideAsItsCellsAndOneLineForEachRow() {
    assertThat(new Table("A", "LONG").row("xyz", 1).row("", "two\nlines").print())
        .isEqualTo("A    LONG\nxyz  1\n     two lines");
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(child -> collect(child, into));
  }

  private record Result(int exitCode, String err) {}

  private static Result execute(String... arguments) {
    StringWriter err = new StringWriter();
    int exitCode =
        Cooperage.commandLine()
            .setErr(new PrintWriter(err, true))
            .setOut(new PrintWriter(new StringWriter()))
            .execute(arguments);
    return new Result(exitCode, err.toString());
  }
}
