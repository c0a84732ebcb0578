package io.cooperage.drill.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cooperage.drill.lab.Privileges;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExecCommandTest {

  @TempDir private Path checkout;
  private final StringWriter errors = new StringWriter();

  private int exec(String... command) {
    CommandLine line = new CommandLine(new LabCommand());
    line.setErr(new PrintWriter(errors, true));
    String[] arguments = new String[command.length + 4];
    arguments[0] = "--checkout";
    arguments[1] = checkout.toString();
    arguments[2] = "exec";
    arguments[3] = "--";
    System.arraycopy(command, 0, arguments, 4, command.length);
    return line.execute(arguments);
  }

  @Test
  void theExitCodeIsTheCommandsWithRootsLab() {
    assumeTrue(Privileges.root(), "an ordinary user's command needs a lab");
    assertThat(exec("sh", "-c", "exit \"$1\"", "sh", "7")).isEqualTo(7);
  }

  @Test
  void aProgramThatIsNotThereIsOneLine() {
    assumeTrue(Privileges.root(), "an ordinary user's command needs a lab");
    assertThat(exec("no-such-program")).isEqualTo(1);
    assertThat(errors.toString().lines()).hasSize(1);
    assertThat(errors.toString()).contains("no-such-program");
  }
}
