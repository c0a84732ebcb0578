package io.cooperage.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourceTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir private Path directory;

  @Test
  void aFileThatOnlyItsOwnerReadsIsTaken() throws Exception {
    for (String mode : List.of("rw-------", "r--------")) {
      KeySource source = file(mode, KEY + "\n");
      assertThat(source.isFilePrivate()).isTrue();
      assertThat(source.isKey()).isTrue();
      assertThat(source.read().id()).isEqualTo("k1");
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws Exception {
    for (String mode : List.of("rw-r-----", "rw----r--", "rwx------", "rw--w----")) {
      assertThat(file(mode, KEY).isFilePrivate()).as(mode).isFalse();
    }
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    for (String text : List.of("", "password", KEY.substring(4), KEY + "AAAA", "!" + KEY)) {
      assertThat(file("rw-------", text).isKey()).as(text).isFalse();
    }
  }

  @Test
  void theSameKeyUnderTwoNamesIsRefused() {
    SecretConfig twice =
        new SecretConfig(
            "k1", List.of(new KeySource("k1", null, KEY), new KeySource("k2", null, KEY)));
    assertThat(twice.isEachKeyGivenOnce()).isFalse();
  }

  private KeySource file(String mode, String text) throws Exception {
    Path file = Files.createTempFile(directory, "key", "");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return new KeySource("k1", file.toString(), null);
  }
}
