package io.cooperage.drill.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabCommandTest {

  @Test
  void aFileThatCannotBeReadIsOneLineAndNoStackTrace() {
    StringWriter errors = new StringWriter();
    LabCommand lab = new LabCommand();
    CommandLine line = new CommandLine(lab);
    line.setErr(new PrintWriter(errors, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.parseArgs();

    int code =
        lab.plainly(
            opened -> {
              throw new UncheckedIOException(new AccessDeniedException(".lab/env"));
            });

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString().lines())
        .containsExactly(
            ".lab/env: permission denied."
                + " Only root, or who called sudo for `make up`, can read it.");
  }
}
