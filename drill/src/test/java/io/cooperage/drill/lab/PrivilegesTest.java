package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivilegesTest {

  @TempDir private Path directory;

  @Test
  void onesOwnLabAndNoneYetAreTaken() {
    assertThatCode(() -> Privileges.requireOwn(directory)).doesNotThrowAnyException();
    assertThatCode(() -> Privileges.requireOwn(directory.resolve("none")))
        .doesNotThrowAnyException();
    assertThat(Privileges.rootOwns(directory)).isEqualTo(Privileges.root());
    assertThat(Privileges.rootOwns(directory.resolve("none"))).isFalse();
  }

  @Test
  void anotherUsersLabIsRefusedToRootWithTheOwner() throws IOException {
    assumeTrue(Privileges.root(), "only root can give a directory away");
    Files.setAttribute(directory, "unix:uid", 4242);

    assertThatThrownBy(() -> Privileges.requireOwn(directory))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("The lab in %s belongs to 4242.".formatted(directory))
        .hasMessageContaining("without sudo");
  }
}
