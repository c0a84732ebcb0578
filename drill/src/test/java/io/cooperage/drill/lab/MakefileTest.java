package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Makefile would run for somebody who is not root. */
class MakefileTest {

  @ParameterizedTest
  @ValueSource(strings = {"test", "drill", "faults", "faults-ssh"})
  void testsThatBringUpALabRunAsRootAndLeaveNothingOfRoots(String target) throws Exception {
    String printed = dryRun(target, "SUDO=sudo");

    assertThat(printed.replace("\\\n", ""))
        .containsPattern("(?m)^sudo env .*JAVA_HOME=.*mvn -B verify.*sudo find .* chown .*id -u");
    assertThat(printed).doesNotContainPattern("(?m)^mvn ");
  }

  @ParameterizedTest
  @CsvSource({
    "SUDO=sudo, ROOTLESS=, true",
    "SUDO=sudo, ROOTLESS=0, true",
    "SUDO=sudo, ROOTLESS=1, false",
    "SUDO=, ROOTLESS=, false"
  })
  void sudoStartsTheLabUnlessThereIsNoneOrNoneIsWanted(String sudo, String rootless, boolean asked)
      throws Exception {
    String printed = dryRun("status", "LAB_INDEX=19", sudo, rootless);

    assertThat(printed).containsPattern("(?m)bin/cooperage lab status$");
    assertThat(printed.startsWith("sudo LAB_INDEX=19 ")).as(printed).isEqualTo(asked);
  }

  @Test
  void onesOwnRootlessLabNeedsNoSudo(@TempDir Path lab) throws Exception {
    String printed = dryRun("status", "LAB_FILES=" + lab, "SUDO=sudo");

    assertThat(printed).doesNotContain("sudo");
  }

  @Test
  void benchPassesOnWhatIsToBeMeasured() throws Exception {
    assertThat(dryRun("bench", "SUDO=", "ONLY=solver,task", "FRESH=1"))
        .endsWith("bin/cooperage bench all --fresh --only solver,task");
    assertThat(dryRun("bench", "SUDO=sudo", "LAB_INDEX=19"))
        .containsPattern("(?m)^sudo LAB_INDEX=19 .*bin/cooperage bench all\\s*$");
  }

  private static String dryRun(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("make", "--no-print-directory", "--directory=..", "--dry-run"));
    command.addAll(List.of(arguments));
    ProcessBuilder make = new ProcessBuilder(command);
    List.of("MAKEFLAGS", "MAKELEVEL").forEach(make.environment()::remove);
    make.environment().remove("ROOTLESS");
    Process process = make.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
