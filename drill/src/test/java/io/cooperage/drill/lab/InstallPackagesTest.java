package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scripts/install-packages} as an ordinary user of a machine made of three scripts. */
class InstallPackagesTest {

  @TempDir private Path programs;
  private int exitCode;

  @BeforeEach
  void makeMachine() throws IOException {
    program("id", "echo 1000");
    program("dpkg-query", "[ \"$4\" = uidmap ] || echo installed");
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String install(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "../scripts/install-packages");
    builder.environment().remove("ROOTLESS");
    builder.environment().put("PATH", programs.toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    exitCode = process.waitFor();
    return said;
  }

  @Test
  void whereNothingIsMissingNobodyIsAskedForAnything() throws Exception {
    program("dpkg-query", "echo installed");

    assertThat(install(Map.of())).isEmpty();
    assertThat(exitCode).isZero();
  }

  @Test
  void withoutSudoItSaysWhatRootIsToInstall() throws Exception {
    assertThat(install(Map.of()))
        .contains("only root can install")
        .endsWith("apt-get install --no-install-recommends uidmap");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void whatFaultsNeedIsAmongThem() throws Exception {
    program("dpkg-query", "[ \"$4\" = libfaketime ] || [ \"$4\" = e2fsprogs ] || echo installed");

    assertThat(install(Map.of())).endsWith("e2fsprogs libfaketime");
  }

  @Test
  void sudoIsAskedUnlessTheLabIsToBeRootless() throws Exception {
    program("sudo", "echo asked sudo for $1");

    assertThat(install(Map.of())).isEqualTo("asked sudo for ../scripts/install-packages");
    assertThat(install(Map.of("ROOTLESS", "1"))).contains("only root can install");
    assertThat(install(Map.of("ROOTLESS", "0"))).startsWith("asked sudo");
  }
}
