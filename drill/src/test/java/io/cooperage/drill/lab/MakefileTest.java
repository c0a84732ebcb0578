package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Makefile would run for somebody who is not root. */
class MakefileTest {

  @ParameterizedTest
  @ValueSource(strings = {"test", "drill"})
  void testsThatBringUpALabRunAsRootAndLeaveNothingOfRoots(String target) throws Exception {
    ProcessBuilder make =
        new ProcessBuilder("make", "--directory=..", "--dry-run", target, "SUDO=sudo");
    make.environment().remove("MAKEFLAGS");
    Process process = make.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.replace("\\\n", ""))
        .containsPattern("(?m)^sudo env .*JAVA_HOME=.*mvn -B verify.*sudo find .* chown .*id -u");
    assertThat(printed).doesNotContainPattern("(?m)^mvn ");
  }
}
