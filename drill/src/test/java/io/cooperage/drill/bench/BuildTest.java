package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

  @TempDir private Path checkout;

  private void git(String... arguments) {
    Command.of("git", "-C", checkout.toString(), "-c", "user.name=a", "-c", "user.email=a@b")
        .and(arguments)
        .run();
  }

  private void commit() throws Exception {
    git("init", "--quiet");
    Files.createDirectories(checkout.resolve("docs"));
    Files.writeString(checkout.resolve("file"), "one");
    Files.writeString(checkout.resolve("docs/page"), "one");
    git("add", ".");
    git("commit", "--quiet", "--message", "One");
  }

  @Test
  void figuresAreOfACommit() throws Exception {
    commit();
    Build build = Build.of(checkout);
    assertThat(build.name()).matches("[0-9a-f]{9}");
    assertThat(build.isCommitted()).isTrue();
  }

  @Test
  void changesAreTold() throws Exception {
    commit();
    Files.writeString(checkout.resolve("file"), "two");
    Build build = Build.of(checkout);
    assertThat(build.name()).endsWith("+");
    assertThat(build.isCommitted()).isFalse();
  }

  @Test
  void figuresThatAreWrittenIntoThePageDoNotChangeTheBuild() throws Exception {
    commit();
    Files.writeString(checkout.resolve("docs/page"), "two");
    assertThat(Build.of(checkout).isCommitted()).isTrue();
  }

  @Test
  void withoutGitTheCommitIsNotKnown() {
    assertThat(Build.of(checkout).name()).isEqualTo("unknown");
    assertThat(Build.of(checkout).isCommitted()).isFalse();
  }
}
