package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scripts/build} in a checkout of one file, with a Maven that only pretends. */
class BuildScriptTest {

  @TempDir private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    Files.createDirectories(checkout.resolve("scripts"));
    Files.copy(Path.of("..", "scripts", "build"), checkout.resolve("scripts/build"));
    for (String directory :
        new String[] {
          "one/src/main",
          "one/two/src/main",
          "server/app/src/test",
          "server/app/target/lib",
          "provisioner/target/lib"
        }) {
      Files.createDirectories(checkout.resolve(directory));
    }
    for (String file :
        new String[] {
          "pom.xml", "one/pom.xml", "one/two/pom.xml", "server/app/target/benchmark.classpath"
        }) {
      Files.writeString(checkout.resolve(file), "");
    }
    maven("true");
  }

  private void maven(String work) throws IOException {
    Path program = Files.createDirectories(checkout.resolve("bin")).resolve("mvn");
    Files.writeString(program, "#!/bin/sh\necho building\n" + work + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String build() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", checkout.resolve("scripts/build").toString());
    builder.environment().merge("PATH", checkout.resolve("bin") + ":", (old, ours) -> ours + old);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said;
  }

  @Test
  void whatIsUpToDateIsNotBuiltAgain() throws Exception {
    assertThat(build()).isEqualTo("building");
    assertThat(build()).isEqualTo("Nothing changed since the last build.");
  }

  @Test
  void anEditDuringTheBuildIsBuiltTheNextTime() throws Exception {
    maven("sleep 0.1; echo edited > one/src/main/file");
    assertThat(build()).isEqualTo("building");
    assertThat(build()).isEqualTo("building");
  }

  @Test
  void aBuildThatFailedIsDoneAgain() throws Exception {
    maven("exit 1");
    assertThat(build()).isEqualTo("building");
    assertThat(build()).isEqualTo("building");
  }
}
