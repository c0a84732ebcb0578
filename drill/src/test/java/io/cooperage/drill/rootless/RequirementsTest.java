package io.cooperage.drill.rootless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at a file system that has everything, but for what each test takes away. */
class RequirementsTest {

  @TempDir private Path root;

  @BeforeEach
  void makeMachine() throws IOException {
    for (String program : new String[] {"newuidmap", "newgidmap"}) {
      write("usr/bin/" + program, "");
      Files.setPosixFilePermissions(
          root.resolve("usr/bin").resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    write("proc/sys/user/max_user_namespaces", "96365\n");
    write("etc/subuid", "ann:100000:65536\nbob:165536:65536\n");
    write("etc/subgid", "1002:165536:65536\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void check() {
    new Requirements(root, "/usr/local/bin:/usr/bin", "bob", 1002).check();
  }

  @Test
  void aUserWithRangesByNameOrNumberHasWhatItTakes() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void withoutNewuidmapThePackageIsNamed() throws IOException {
    Files.delete(root.resolve("usr/bin/newuidmap"));

    assertThatThrownBy(this::check)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("newuidmap is not installed")
        .hasMessageContaining("apt-get install --no-install-recommends uidmap")
        .hasMessageContaining("sudo make up");
  }

  @Test
  void withoutARangeItsSizeAndTheCommandAreNamed() throws IOException {
    write("etc/subuid", "ann:100000:65536\n");
    write("etc/subgid", "bob:165536:1000\n");

    assertThatThrownBy(this::check)
        .hasMessageContaining("/etc/subuid gives user bob 0 ids; 65536 are needed")
        .hasMessageContaining("usermod --add-subuids 100000-165535 bob")
        .hasMessageContaining("/etc/subgid gives user bob 1000 ids; 65536 are needed")
        .hasMessageContaining("usermod --add-subgids 100000-165535 bob");
  }

  @Test
  void withoutTheFilesNobodyHasARange() throws IOException {
    Files.delete(root.resolve("etc/subuid"));

    assertThatThrownBy(this::check).hasMessageContaining("/etc/subuid gives user bob 0 ids");
  }

  @ParameterizedTest
  @CsvSource({
    "proc/sys/user/max_user_namespaces, sysctl -w user.max_user_namespaces=10000",
    "proc/sys/kernel/unprivileged_userns_clone, sysctl -w kernel.unprivileged_userns_clone=1"
  })
  void aKernelThatForbidsItIsNamedWithTheSettingThatDoes(String setting, String remedy)
      throws IOException {
    write(setting, "0\n");

    assertThatThrownBy(this::check)
        .hasMessageContaining("/" + setting + " is 0")
        .hasMessageContaining(remedy);
  }

  @Test
  void whenTheKernelRefusesAppArmorIsBlamedOnlyWhereItRestricts() throws IOException {
    assertThat(Requirements.whenRefused(root)).doesNotContain("AppArmor");

    write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");

    assertThat(Requirements.whenRefused(root))
        .contains("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
  }
}
